import { Alert, Button, Drawer, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import type { LedgerEntry } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Facts } from '../../ui/facts.tsx'
import { GoLink } from '../../ui/go-link.tsx'
import { useActorName } from '../../ui/person.tsx'
import { ProblemAlert } from '../../ui/problem-view.tsx'
import { useSentence } from '../../ui/sentence.ts'
import { formatSecond } from '../../ui/time.ts'
import './entry-drawer.css'

/** Where the thing that an entry speaks of can be opened. */
const addressOf = ({ kind, id }: LedgerEntry['subject']): string | null =>
  kind === 'material' ? `/materials/${id}` : null

const originKeys = ['ip', 'device', 'session', 'request'] as const

const Entry = ({ entry }: { entry: LedgerEntry }) => {
  const { t } = useTranslation()
  const nameOf = useActorName()
  const { id, at, operation, type, actor, subject, detail, origin } = entry
  const address = addressOf(subject)
  return (
    <div className="stack">
      <Facts
        items={[
          { label: t('ledger.at'), value: formatSecond(at) },
          { label: t('ledger.actor'), value: nameOf(actor) },
          { label: t('ledger.type'), value: <code>{type}</code> },
          { label: t('ledger.operation'), value: <code>{operation}</code> },
          {
            label: t('ledger.subject'),
            value:
              address === null ? (
                <code>{`${subject.kind} ${subject.id}`}</code>
              ) : (
                <GoLink to={address}>{`${subject.kind} ${subject.id}`}</GoLink>
              ),
          },
          { label: t('ledger.id'), value: <code>{id}</code> },
          ...originKeys.flatMap((key) =>
            origin[key] === undefined ? [] : [{ label: t(`ledger.origin.${key}`), value: origin[key] }],
          ),
        ]}
      />
      <section>
        <h2 className="section-title">{t('ledger.detail')}</h2>
        <pre className="raw" tabIndex={0}>
          {JSON.stringify(detail, null, 2)}
        </pre>
      </section>
    </div>
  )
}

const Block = ({ title, text }: { title: string; text: string }) => (
  <section>
    <h2 className="section-title">{title}</h2>
    <pre className="raw" tabIndex={0} aria-label={title}>
      {text}
    </pre>
  </section>
)

/** Asked for by a button, because to issue a proof is itself an entry of the ledger. */
const Proof = ({ id }: { id: string }) => {
  const { t } = useTranslation()
  const issue = useChange('ledger.view-proof')
  if (issue.data === undefined) {
    return (
      <div className="stack">
        <p className="soft">{t('ledger.proofHint')}</p>
        {issue.error !== null && <ProblemAlert error={issue.error} />}
        <div>
          <Button type="primary" loading={issue.isPending} onClick={() => issue.mutate({ id })}>
            {t('ledger.proofIssue')}
          </Button>
        </div>
      </div>
    )
  }
  const { index, size, leafHash, root, proof, checkpoint, verifierKey, entry, valid } = issue.data
  return (
    <div className="stack">
      <Alert
        type={valid ? 'success' : 'error'}
        showIcon
        title={t(valid ? 'ledger.proofValid' : 'ledger.proofInvalid')}
      />
      <Facts
        items={[
          { label: t('ledger.proofIndex'), value: index },
          { label: t('ledger.proofSize'), value: size },
          { label: t('ledger.proofLeaf'), value: <code className="digest">{leafHash}</code> },
          { label: t('ledger.proofRoot'), value: <code className="digest">{root}</code> },
        ]}
      />
      <Block title={t('ledger.checkpoint')} text={checkpoint} />
      <Block title={t('ledger.proofPath', { count: proof.length })} text={proof.join('\n')} />
      <Block title={t('ledger.verifierKey')} text={verifierKey} />
      <Block title={t('ledger.entry')} text={entry} />
    </div>
  )
}

/** One entry of the ledger with the proof that it stands unchanged. */
export const EntryDrawer = ({ entry, onClose }: { entry: LedgerEntry | null; onClose: () => void }) => {
  const { t } = useTranslation()
  const may = useMay()
  const say = useSentence()
  return (
    <Drawer
      open={entry !== null}
      onClose={onClose}
      size={640}
      title={entry === null ? '' : say(entry.sentence)}
      destroyOnHidden
    >
      {entry !== null && (
        <Tabs
          key={entry.id}
          items={[
            { key: 'entry', label: t('material.tab.basics'), children: <Entry entry={entry} /> },
            ...(may('ledger.verify')
              ? [
                  {
                    key: 'proof',
                    label: t('ledger.proof'),
                    children:
                      entry.sealed === null ? (
                        <EmptyState title={t('ledger.notSealed')} hint={t('ledger.notSealedHint')} />
                      ) : (
                        <Proof id={entry.id} />
                      ),
                  },
                ]
              : []),
          ]}
        />
      )}
    </Drawer>
  )
}
