import { useTranslation } from 'react-i18next'
import type { Material } from '../../domain.ts'
import { pushChannels } from '../../domain.ts'
import { Facts } from '../facts.tsx'
import { useLabel } from '../labels.ts'
import { versionText } from '../rules-version.ts'
import { AttachmentList } from './attachments.tsx'

/** What a material says about itself besides its text. */
export const MaterialFacts = ({ material }: { material: Material }) => {
  const { t } = useTranslation()
  const label = useLabel()
  const { fields, accounts, author, department, version, digest, rulesVersion } = material
  return (
    <Facts
      items={[
        { label: t('material.channel'), value: t(`channel.${fields.channel}`) },
        { label: t('material.industry'), value: fields.industry ?? t('editor.industryAny') },
        { label: t('material.advertising'), value: fields.advertising ? t('common.yes') : t('common.no') },
        { label: t('material.aiGenerated'), value: fields.aiGenerated ? t('common.yes') : t('common.no') },
        ...(pushChannels.includes(fields.channel)
          ? [{ label: t('material.audienceConsent'), value: fields.audienceConsent ?? t('common.none') }]
          : []),
        {
          label: t('material.accounts'),
          value:
            accounts.length === 0
              ? t('common.none')
              : accounts.map(({ name, platform }) => `${name}（${label('platform', platform)}）`).join('、'),
        },
        { label: t('material.author'), value: `${author.name}（${department.name}）` },
        { label: t('material.version'), value: t('material.versionNumber', { number: version }) },
        {
          label: t('rules.version'),
          value: rulesVersion === null ? t('findings.unchecked') : versionText(rulesVersion),
        },
        { label: t('material.digest'), value: <code className="digest">{digest}</code> },
        {
          label: t('material.attachments'),
          value: <AttachmentList materialId={material.id} attachments={fields.attachments} />,
        },
      ]}
    />
  )
}
