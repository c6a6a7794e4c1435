import { useParams } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useRead } from '../../query.ts'
import { Facts } from '../../ui/facts.tsx'
import { GoLink } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ScrollBox } from '../../ui/scroll-box.tsx'
import { ControlStateTag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { ControlMeter, EvidenceList } from './control-row.tsx'
import './score-page.css'

/** One control with its evidence and how it held over time. */
export const ControlPage = () => {
  const { t } = useTranslation()
  const { controlId } = useParams({ from: '/house/score/$controlId' })
  const query = useRead('score.view-control', { id: controlId })
  return (
    <Page
      title={query.data?.title ?? t('score.controls')}
      intro={query.data?.purpose}
      actions={<GoLink to="/score">{t('score.back')}</GoLink>}
    >
      <Loaded query={query} rows={10}>
        {(control) => (
          <div className="stack">
            <section className="panel stack">
              <Facts
                items={[
                  { label: t('material.state'), value: <ControlStateTag state={control.state} /> },
                  { label: t('score.dimension'), value: t(`dimension.${control.dimension}`) },
                  { label: t('score.lostLabel'), value: control.lost.toFixed(1) },
                  { label: t('score.weight'), value: control.weight },
                  { label: t('score.at'), value: formatMinute(control.measuredAt) },
                ]}
              />
              <ControlMeter control={control} />
            </section>
            <section className="panel">
              <h2>{t('score.next')}</h2>
              <GoLink to={control.action.link}>{control.action.text}</GoLink>
            </section>
            <section className="panel">
              <h2>{t('score.evidenceTitle')}</h2>
              <EvidenceList evidence={control.evidence} />
            </section>
            <section className="panel">
              <h2>{t('score.history')}</h2>
              <ScrollBox label={t('score.history')}>
                <table className="figures">
                  <thead>
                    <tr>
                      <th scope="col">{t('score.at')}</th>
                      <th scope="col">{t('material.state')}</th>
                      <th scope="col">{t('score.share')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {control.history
                      .toSorted((a, b) => b.at.localeCompare(a.at))
                      .map(({ at, state, share }) => (
                        <tr key={at}>
                          <th scope="row" className="number">
                            {formatMinute(at)}
                          </th>
                          <td>
                            <ControlStateTag state={state} />
                          </td>
                          <td className="number">{state === 'inconclusive' ? '—' : `${Math.round(share * 100)}%`}</td>
                        </tr>
                      ))}
                  </tbody>
                </table>
              </ScrollBox>
            </section>
          </div>
        )}
      </Loaded>
    </Page>
  )
}
