import { useParams } from '@tanstack/react-router'
import { Alert, App, Button, Form } from 'antd'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldFinding, Material, MaterialFields } from '../../domain.ts'
import { pushChannels } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMe } from '../../session.ts'
import { findingKey } from '../../ui/findings/finding-key.ts'
import { FindingPanel } from '../../ui/findings/finding-panel.tsx'
import type { EditorHandle } from '../../ui/findings/marked-editor.tsx'
import { MarkedEditor } from '../../ui/findings/marked-editor.tsx'
import { useScreening } from '../../ui/findings/use-screening.ts'
import { useGo } from '../../ui/go-link.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { Page } from '../../ui/page.tsx'
import { ProblemAlert, placeIssues } from '../../ui/problem-view.tsx'
import { useDraft } from '../../ui/use-draft.ts'
import './edit-page.css'
import { MaterialFormFields } from './material-form.tsx'

const blank: MaterialFields = {
  title: '',
  copy: '',
  channel: 'official-account',
  industry: null,
  advertising: true,
  aiGenerated: false,
  audienceConsent: null,
  accountIds: [],
  attachments: [],
}

const titleLimit = 100
const copyLimit = 20_000

/** What goes to the server: a consent only where the channel needs one. */
const cleaned = (values: MaterialFields): MaterialFields => ({
  ...values,
  title: values.title.trim(),
  industry: values.industry ?? null,
  audienceConsent: pushChannels.includes(values.channel) ? values.audienceConsent : null,
})

type EditorProps = { material: Material | null }
type SavedAs = { id: string; version: number }

const Editor = ({ material }: EditorProps) => {
  const { t } = useTranslation()
  const me = useMe()
  const go = useGo()
  const { message } = App.useApp()
  const [form] = Form.useForm<MaterialFields>()
  const summaryId = useId()
  const draft = useDraft<MaterialFields>(`${me.id}.material.${material?.id ?? 'new'}`)
  const [start] = useState<MaterialFields>(() => draft.found ?? material?.fields ?? blank)
  const [restored, setRestored] = useState(draft.found !== null)
  const watched = Form.useWatch([], form) as Partial<MaterialFields> | undefined
  const values: MaterialFields = { ...start, ...watched }
  const [activeKey, setActiveKey] = useState<string | null>(null)
  const saved = useRef<SavedAs | null>(material === null ? null : { id: material.id, version: material.version })
  const titleHandle = useRef<EditorHandle>(null)
  const copyHandle = useRef<EditorHandle>(null)

  const screening = useScreening({ ...values, industry: values.industry ?? null })

  const { keep } = draft
  useEffect(() => {
    if (watched?.copy !== undefined && form.isFieldsTouched()) keep({ ...start, ...watched })
  }, [watched, form, keep, start])

  const create = useChange('content.create-material')
  const update = useChange('content.update-material')
  const submit = useChange('content.submit-material')
  const problem = create.error ?? update.error ?? submit.error

  const save = async (): Promise<SavedAs> => {
    const fields = cleaned({ ...start, ...(await form.validateFields()) })
    const before = saved.current
    const after =
      before === null
        ? await create.mutateAsync(fields)
        : { id: before.id, ...(await update.mutateAsync({ ...fields, ...before })) }
    saved.current = { id: after.id, version: after.version }
    draft.drop()
    return saved.current
  }

  const run = async (thenSubmit: boolean): Promise<void> => {
    create.reset()
    update.reset()
    submit.reset()
    try {
      const { id, version } = await save()
      if (!thenSubmit) {
        message.success(t('editor.saved'))
        go(`/materials/${id}`)
        return
      }
      await submit.mutateAsync({ id, version })
      go(`/materials/${id}/self-check`)
    } catch (error) {
      placeIssues(form, error)
    }
  }

  const caret = (field: 'title' | 'copy') => (offset: number) => {
    const at = screening[field].find(({ start: from, end }) => offset >= from && offset <= end)
    setActiveKey(at === undefined ? null : findingKey(at))
  }
  const jump = useCallback((finding: FieldFinding): void => {
    setActiveKey(findingKey(finding))
    const handle = finding.field === 'title' ? titleHandle : copyHandle
    handle.current?.jumpTo(finding)
  }, [])
  const busy = create.isPending || update.isPending || submit.isPending

  return (
    <Form form={form} layout="vertical" initialValues={start} onFinish={() => void run(true)} className="editor">
      <div className="editor-text">
        {restored && (
          <Alert
            type="info"
            showIcon
            title={t('editor.restored')}
            action={
              <Button
                onClick={() => {
                  draft.drop()
                  form.setFieldsValue(material?.fields ?? blank)
                  setRestored(false)
                }}
              >
                {t('editor.discardDraft')}
              </Button>
            }
          />
        )}
        <section className="panel">
          <Form.Item
            name="title"
            label={t('material.title')}
            rules={[{ required: true, whitespace: true, message: t('editor.titleRequired') }]}
          >
            <MarkedEditor
              line
              maxLength={titleLimit}
              findings={screening.title}
              activeKey={activeKey}
              onCaret={caret('title')}
              handle={titleHandle}
              describedBy={summaryId}
            />
          </Form.Item>
          <Form.Item
            name="copy"
            label={t('material.copy')}
            rules={[{ required: true, whitespace: true, message: t('editor.copyRequired') }]}
            className="editor-copy"
          >
            <MarkedEditor
              maxLength={copyLimit}
              placeholder={t('editor.copyHint')}
              findings={screening.copy}
              activeKey={activeKey}
              onCaret={caret('copy')}
              handle={copyHandle}
              describedBy={summaryId}
            />
          </Form.Item>
          <p className="soft number editor-count">
            {t('editor.count', { count: values.copy.length, limit: copyLimit })}
          </p>
        </section>
      </div>
      <div className="editor-findings">
        <FindingPanel screening={screening} activeKey={activeKey} onJump={jump} summaryId={summaryId} />
      </div>
      <div className="editor-fields">
        <section className="panel">
          <MaterialFormFields form={form} values={values} materialId={material?.id} industries={screening.industries} />
        </section>
        {problem !== null && <ProblemAlert error={problem} />}
        <div className="action-bar">
          <Button onClick={() => go(material === null ? '/materials' : `/materials/${material.id}`)}>
            {t('common.cancel')}
          </Button>
          <Button loading={busy} onClick={() => void run(false)}>
            {t('editor.save')}
          </Button>
          <Button type="primary" htmlType="submit" loading={busy}>
            {t('editor.submit')}
          </Button>
        </div>
      </div>
    </Form>
  )
}

export const NewMaterialPage = () => {
  const { t } = useTranslation()
  return (
    <Page title={t('materials.new')} intro={t('editor.intro')}>
      <Editor material={null} />
    </Page>
  )
}

export const EditMaterialPage = () => {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/house/materials/$id/edit' })
  const material = useRead('content.view-material', { id })
  return (
    <Page title={t('editor.editTitle')} intro={t('editor.editIntro')}>
      <Loaded query={material} rows={10}>
        {(data) => <Editor key={data.id} material={data} />}
      </Loaded>
    </Page>
  )
}
