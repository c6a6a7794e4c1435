import { useMutation } from '@tanstack/react-query'
import { App, Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '../../api.ts'
import type { RequestDetail } from '../../domain.ts'
import { useChange } from '../../query.ts'
import { useMay } from '../../session.ts'
import { saveFile } from '../../ui/download.ts'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { ChooseDialog } from './choose-dialog.tsx'
import { RefuseDialog } from './refuse-dialog.tsx'

type Doing = 'prove' | 'ask' | 'reply' | 'finish' | 'choose' | 'refuse' | 'erase'

/** The steps that can be taken with a request now, of those that the reader may take. */
export const RequestActions = ({ request }: { request: RequestDetail }) => {
  const { t } = useTranslation()
  const may = useMay()
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const [doing, setDoing] = useState<Doing | null>(null)
  const take = useChange('requests.take')
  const prove = useChange('requests.prove-by-hand')
  const ask = useChange('requests.ask-person')
  const reply = useChange('requests.note-reply')
  const finish = useChange('requests.finish')
  const copy = useChange('requests.answer-with-copy')
  const correct = useChange('requests.apply-correction')
  const handOver = useChange('requests.ask-erasure')
  const erase = useChange('requests.decide-erasure')
  const withdraw = useChange('requests.note-withdrawal')
  const certificate = useMutation({
    mutationFn: () => call('requests.export-certificate', { id: request.id }),
    onSuccess: ({ fileName, base64 }) => saveFile(fileName, base64, 'application/pdf'),
    onError: showProblem,
  })
  const { id, actions } = request
  const handles = may('requests.handle')
  const decides = may('requests.decide')
  const can = (action: RequestDetail['actions'][number]): boolean => handles && actions.includes(action)
  const close = (): void => {
    setDoing(null)
    for (const change of [prove, ask, reply, finish, erase]) change.reset()
  }
  const done = (text: string) => ({
    onSuccess: () => {
      message.success(text)
      close()
    },
  })
  const alone = { onError: showProblem }
  return (
    <span className="row">
      {can('choose-subject') && <Button onClick={() => setDoing('choose')}>{t('request.do.choose')}</Button>}
      {can('prove-by-hand') && (
        <Button type="primary" onClick={() => setDoing('prove')}>
          {t('request.do.prove')}
        </Button>
      )}
      {can('take') && (
        <Button type="primary" loading={take.isPending} onClick={() => take.mutate({ id }, alone)}>
          {t('request.do.take')}
        </Button>
      )}
      {can('answer-with-copy') && (
        <Popconfirm title={t('request.copyHint')} onConfirm={() => copy.mutate({ id, note: null }, { ...done(t('request.answered')), ...alone })}>
          <Button type="primary" loading={copy.isPending}>
            {t('request.do.copy')}
          </Button>
        </Popconfirm>
      )}
      {can('apply-correction') && (
        <Popconfirm title={t('request.correctHint')} onConfirm={() => correct.mutate({ id, note: null }, { ...done(t('request.answered')), ...alone })}>
          <Button type="primary" loading={correct.isPending}>
            {t('request.do.correct')}
          </Button>
        </Popconfirm>
      )}
      {can('ask-erasure') && (
        <Button type="primary" loading={handOver.isPending} onClick={() => handOver.mutate({ id }, { ...done(t('request.handedOver')), ...alone })}>
          {t('request.do.handOver')}
        </Button>
      )}
      {decides && actions.includes('decide-erasure') && (
        <Button type="primary" danger onClick={() => setDoing('erase')}>
          {t('request.do.erase')}
        </Button>
      )}
      {can('finish') && <Button onClick={() => setDoing('finish')}>{t('request.do.finish')}</Button>}
      {can('ask-person') && <Button onClick={() => setDoing('ask')}>{t('request.do.ask')}</Button>}
      {can('note-reply') && (
        <Button type="primary" onClick={() => setDoing('reply')}>
          {t('request.do.reply')}
        </Button>
      )}
      {decides && actions.includes('refuse') && <Button onClick={() => setDoing('refuse')}>{t('request.do.refuse')}</Button>}
      {can('note-withdrawal') && (
        <Popconfirm title={t('request.withdrawHint')} onConfirm={() => withdraw.mutate({ id }, { ...done(t('common.saved')), ...alone })}>
          <Button type="text" loading={withdraw.isPending}>
            {t('request.do.withdraw')}
          </Button>
        </Popconfirm>
      )}
      {request.endedAt !== null && (
        <Button loading={certificate.isPending} onClick={() => certificate.mutate()}>
          {t('request.do.certificate')}
        </Button>
      )}
      <ReasonDialog
        open={doing === 'prove'}
        title={t('request.do.prove')}
        hint={t('request.proofHint')}
        label={t('request.proofNote')}
        confirm={t('common.save')}
        busy={prove.isPending}
        error={prove.error}
        onCancel={close}
        onConfirm={(note) => prove.mutate({ id, note }, done(t('common.saved')))}
      />
      <ReasonDialog
        open={doing === 'ask'}
        title={t('request.do.ask')}
        hint={t('request.askHint')}
        label={t('request.asked')}
        confirm={t('request.do.ask')}
        busy={ask.isPending}
        error={ask.error}
        onCancel={close}
        onConfirm={(question) => ask.mutate({ id, question }, done(t('request.askedDone')))}
      />
      <ReasonDialog
        open={doing === 'reply'}
        title={t('request.do.reply')}
        hint={t('request.replyHint')}
        label={t('request.reply')}
        confirm={t('common.save')}
        busy={reply.isPending}
        error={reply.error}
        onCancel={close}
        onConfirm={(text) => reply.mutate({ id, text }, done(t('common.saved')))}
      />
      <ReasonDialog
        open={doing === 'finish'}
        title={t('request.do.finish')}
        hint={t('request.finishHint')}
        label={t('request.note')}
        confirm={t('request.do.finish')}
        busy={finish.isPending}
        error={finish.error}
        onCancel={close}
        onConfirm={(note) => finish.mutate({ id, note }, done(t('request.answered')))}
      />
      <ReasonDialog
        open={doing === 'erase'}
        title={t('request.do.erase')}
        hint={t('request.eraseHint')}
        label={t('request.note')}
        confirm={t('request.do.erase')}
        danger
        busy={erase.isPending}
        error={erase.error}
        onCancel={close}
        onConfirm={(note) =>
          erase.mutate(
            { id, note },
            {
              onSuccess: ({ outcome }) => {
                message.success(t(`request.erasure.${outcome}`))
                close()
              },
            },
          )
        }
      />
      {doing === 'choose' && <ChooseDialog request={request} onClose={close} />}
      {doing === 'refuse' && <RefuseDialog request={request} onClose={close} />}
    </span>
  )
}
