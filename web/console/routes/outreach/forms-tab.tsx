import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Output } from '../../api.ts'
import { useRead } from '../../query.ts'
import { useMay } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { FormDialog } from './form-dialog.tsx'
import { PublicAddress } from './public-address.tsx'

type Form = Output<'outreach.list-forms'>['items'][number]

const FormRow = ({ form, onChange }: { form: Form; onChange: (() => void) | undefined }) => {
  const { t } = useTranslation()
  const [shown, setShown] = useState(false)
  const { name, title, active, confirmByCode, minors, origins, consents, changedAt, url } = form
  return (
    <li className="stack tight">
      <div className="row between">
        <div className="row">
          <strong>{name}</strong>
          <Tag tone={active ? 'good' : 'plain'}>{t(active ? 'outreach.formActive' : 'outreach.formInactive')}</Tag>
          {confirmByCode && <Tag tone="accent">{t('outreach.byCode')}</Tag>}
          {minors === 'guardian' && <Tag tone="plain">{t('outreach.withGuardian')}</Tag>}
        </div>
        <div className="row">
          <Button aria-expanded={shown} onClick={() => setShown(!shown)}>
            {t('outreach.useForm')}
          </Button>
          {onChange !== undefined && (
            <Button aria-label={t('outreach.changeForm', { name })} onClick={onChange}>
              {t('outreach.change')}
            </Button>
          )}
        </div>
      </div>
      <p className="soft">
        {title} · {t('outreach.changedAt', { at: formatMinute(changedAt) })}
      </p>
      <p>{t('outreach.formConsents', { count: consents })}</p>
      {shown && (
        <div className="stack tight">
          <PublicAddress
            url={url}
            label={t('outreach.formAddress', { name })}
            embed={`<iframe src="${url}" title="${title.replaceAll('"', '')}" width="100%" height="640" style="border:0"></iframe>`}
          />
          <p className="soft">{origins.length === 0 ? t('outreach.framedByNobody') : t('outreach.framedBy', { pages: origins.join(t('outreach.separator')) })}</p>
        </div>
      )}
    </li>
  )
}

/** Consent forms for landing pages: what they ask, where they may stand, and what they brought. */
export const FormsTab = () => {
  const { t } = useTranslation()
  const may = useMay()
  const [changing, setChanging] = useState<Form | 'new' | null>(null)
  const list = useRead('outreach.list-forms', {})
  const mayManage = may('outreach.manage-forms')
  return (
    <div className="stack">
      {mayManage && (
        <div>
          <Button type="primary" onClick={() => setChanging('new')}>
            {t('outreach.addForm')}
          </Button>
        </div>
      )}
      <Loaded query={list}>
        {({ items, departments, codeOffered }) => (
          <>
            {items.length === 0 ? (
              <EmptyState title={t('outreach.noForms')} hint={t('outreach.noFormsHint')} />
            ) : (
              <section className="panel">
                <ul className="outreach-rows">
                  {items.map((form) => (
                    <FormRow key={form.id} form={form} onChange={mayManage ? () => setChanging(form) : undefined} />
                  ))}
                </ul>
              </section>
            )}
            {changing !== null && (
              <FormDialog before={changing === 'new' ? null : changing} departments={departments} codeOffered={codeOffered} onClose={() => setChanging(null)} />
            )}
          </>
        )}
      </Loaded>
    </div>
  )
}
