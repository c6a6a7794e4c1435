import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { Output } from '../../api.ts'
import { saveFile } from '../../ui/download.ts'
import { Facts } from '../../ui/facts.tsx'
import { useGo } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import './leaving.css'

type Certificate = Output<'leaving.certificate'>

const Section = ({ section }: { section: Certificate['sections'][number] }) => (
  <section>
    <h2>{section.heading}</h2>
    {section.paragraphs.map((paragraph) => (
      <p key={paragraph}>{paragraph}</p>
    ))}
    {section.table !== undefined && (
      <div className="certificate-scroll" tabIndex={0} role="region" aria-label={section.heading}>
        <table className="certificate-table">
          <thead>
            <tr>
              {section.table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {section.table.rows.map((row) => (
              <tr key={row.join('|')}>
                {row.map((cell, index) => (
                  <td key={section.table?.columns[index]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )}
  </section>
)

/** The certificate of withdrawal, to be printed. Issuing it is an entry of the ledger, so it is not read again by itself. */
export const CertificatePage = () => {
  const { t } = useTranslation()
  const go = useGo()
  const { leavingId = '' } = useParams({ strict: false })
  const query = useQuery({
    queryKey: ['leaving.certificate', leavingId],
    queryFn: ({ signal }) => call('leaving.certificate', { id: leavingId }, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const showProblem = useShowProblem()
  const download = useMutation({
    mutationFn: () => call('leaving.export-certificate', { id: leavingId }),
    onSuccess: ({ fileName, base64 }) => saveFile(fileName, base64, 'application/pdf'),
    onError: showProblem,
  })
  return (
    <Page
      title={t('leaving.certificate')}
      actions={
        <>
          <Button type="primary" loading={download.isPending} disabled={query.data === undefined} onClick={() => download.mutate()}>
            {t('leaving.download')}
          </Button>
          <Button disabled={query.data === undefined} onClick={() => window.print()}>
            {t('leaving.print')}
          </Button>
          <Button onClick={() => go(`/leaving/${leavingId}`)}>{t('leaving.back')}</Button>
        </>
      }
    >
      <Loaded query={query}>
        {({ subtitle, facts, sections, footer, title }) => (
          <article className="certificate" aria-label={title}>
            <h2>
              {title} · {subtitle}
            </h2>
            <Facts items={facts} />
            {sections.map((section) => (
              <Section key={section.heading} section={section} />
            ))}
            <p className="soft">{footer}</p>
          </article>
        )}
      </Loaded>
    </Page>
  )
}
