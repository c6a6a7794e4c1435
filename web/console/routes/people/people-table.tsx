import { EllipsisOutlined, PlusOutlined } from '@ant-design/icons'
import { App, Button, Dropdown, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person, Post } from '../../domain.ts'
import { posts } from '../../domain.ts'
import { useChange, useRead } from '../../query.ts'
import { useMay, useMe } from '../../session.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { useGo } from '../../ui/go-link.tsx'
import { useLabel } from '../../ui/labels.ts'
import { PersonName } from '../../ui/person.tsx'
import { useShowProblem } from '../../ui/problem-view.tsx'
import { useProviderName } from '../../ui/provider-name.ts'
import { QueryForm } from '../../ui/query-form.tsx'
import type { Column } from '../../ui/query-table.tsx'
import { QueryTable } from '../../ui/query-table.tsx'
import { ReasonDialog } from '../../ui/reason-dialog.tsx'
import { Tag } from '../../ui/tags.tsx'
import { formatMinute } from '../../ui/time.ts'
import { useListState } from '../../ui/use-list-state.ts'
import { BeginDialog } from '../leaving/begin-dialog.tsx'
import { InvitationLink } from './invitation-link.tsx'
import { PersonDrawer } from './person-drawer.tsx'
import { ResetFactors } from './reset-factors.tsx'
import { ResetOutside } from './reset-outside.tsx'
import { DemandPassword } from './demand-password.tsx'

type PersonState = Person['state']
type Filter = { search: string; post: Post; departmentId: string; state: PersonState }
type Link = { name: string; token: string }

const states: readonly PersonState[] = ['active', 'invited', 'suspended', 'left']
const tones = { active: 'good', invited: 'accent', suspended: 'warn', left: 'plain' } as const

const PersonStateTag = ({ state }: { state: PersonState }) => {
  const { t } = useTranslation()
  return <Tag tone={tones[state]}>{t(`personState.${state}`)}</Tag>
}

type RowActionsProps = {
  person: Person
  onEdit: () => void
  onSuspend: () => void
  onLeave: () => void
  onResetFactors: () => void
  onResetOutside: () => void
  onDemandPassword: () => void
  onLink: (link: Link) => void
}

const RowActions = ({
  person,
  onEdit,
  onSuspend,
  onLeave,
  onResetFactors,
  onResetOutside,
  onDemandPassword,
  onLink,
}: RowActionsProps) => {
  const { t } = useTranslation()
  const me = useMe()
  const may = useMay()
  const go = useGo()
  const manage = may('identity.manage-people')
  const { message } = App.useApp()
  const showProblem = useShowProblem()
  const reissue = useChange('identity.reissue-invitation')
  const reinstate = useChange('identity.reinstate-person')
  const { id, name, state } = person
  const change = [
    { key: 'edit', label: t('people.edit'), onClick: onEdit },
    ...(state === 'invited' || state === 'left'
      ? [
          {
            key: 'link',
            label: t('people.reissue'),
            onClick: () =>
              reissue.mutate(
                { id },
                { onSuccess: ({ invitationToken }) => onLink({ name, token: invitationToken }), onError: showProblem },
              ),
          },
        ]
      : []),
    ...(person.factors.length > 0 && id !== me.id
      ? [{ key: 'factors', label: t('people.resetFactors'), onClick: onResetFactors }]
      : []),
    ...(person.outsideIdentities.length > 0 && id !== me.id
      ? [{ key: 'outside', label: t('outside.reset'), onClick: onResetOutside }]
      : []),
    ...(state === 'active' && id !== me.id
      ? [{ key: 'password', label: t('people.demandPassword'), onClick: onDemandPassword }]
      : []),
    ...(state === 'suspended'
      ? [
          {
            key: 'reinstate',
            label: t('people.reinstate'),
            onClick: () =>
              reinstate.mutate(
                { id },
                { onSuccess: () => void message.success(t('people.reinstated', { name })), onError: showProblem },
              ),
          },
        ]
      : id === me.id
        ? []
        : [{ key: 'suspend', danger: true, label: t('people.suspend'), onClick: onSuspend }]),
  ].filter(({ key }) => state !== 'left' || key === 'link')
  const items = [
    ...(manage ? change : []),
    ...(may('leaving.view')
      ? [{ key: 'reach', label: t('leaving.reach'), onClick: () => go(`/leaving/reach/${id}`) }]
      : []),
    ...(may('leaving.manage') && id !== me.id && state !== 'left'
      ? [{ key: 'leave', danger: true, label: t('leaving.begin'), onClick: onLeave }]
      : []),
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button icon={<EllipsisOutlined />} aria-label={t('people.actionsFor', { name })} />
    </Dropdown>
  )
}

/** Everybody, with their posts. */
export const PeopleTable = () => {
  const label = useLabel()
  const { t } = useTranslation()
  const may = useMay()
  const manage = may('identity.manage-people')
  const { message } = App.useApp()
  const { filter, page, pageSize, setFilter, setPage } = useListState<Filter>([
    'search',
    'post',
    'departmentId',
    'state',
  ])
  const people = useRead('identity.list-people', { ...filter, page, pageSize }, { keepPrevious: true })
  const departments = useRead('identity.list-departments', {}, { staleSeconds: 60 })
  const providerName = useProviderName()
  const ways = useRead('identity.list-outside-ways', {}, { staleSeconds: 600 })
  const suspend = useChange('identity.suspend-person')
  const [editing, setEditing] = useState<Person | 'new' | null>(null)
  const [suspending, setSuspending] = useState<Person | null>(null)
  const [resetting, setResetting] = useState<Person | null>(null)
  const [unlinking, setUnlinking] = useState<Person | null>(null)
  const [demanding, setDemanding] = useState<Person | null>(null)
  const [leaver, setLeaver] = useState<Person | null>(null)
  const go = useGo()
  const act = manage || may('leaving.view')
  const [link, setLink] = useState<Link | null>(null)
  const postNames = (held: readonly Post[]): string => held.map((post) => label('post', post)).join('、')
  const actions = (person: Person) =>
    act ? (
      <RowActions
        person={person}
        onEdit={() => setEditing(person)}
        onSuspend={() => setSuspending(person)}
        onLeave={() => setLeaver(person)}
        onResetFactors={() => setResetting(person)}
        onResetOutside={() => setUnlinking(person)}
        onDemandPassword={() => setDemanding(person)}
        onLink={setLink}
      />
    ) : null
  const columns: Column<Person>[] = [
    { key: 'name', title: t('people.name'), fixed: true, render: ({ name }) => <PersonName name={name} /> },
    { key: 'loginName', title: t('signIn.loginName'), render: ({ loginName }) => loginName },
    { key: 'department', title: t('material.department'), render: ({ department }) => department.name },
    {
      key: 'posts',
      title: t('people.posts'),
      render: (person) => <div className="cell-main">{postNames(person.posts)}</div>,
    },
    { key: 'state', title: t('material.state'), render: ({ state }) => <PersonStateTag state={state} /> },
    {
      key: 'factors',
      title: t('people.factors'),
      render: ({ factors }) =>
        factors.length === 0 ? t('people.noFactors') : factors.map((factor) => t(`factors.name.${factor}`)).join('、'),
    },
    // Where nobody can be linked, nobody misses it.
    ...(ways.data === undefined || ways.data.items.length === 0
      ? []
      : [
          {
            key: 'outside',
            title: t('outside.column'),
            render: ({ outsideIdentities }: Person) =>
              outsideIdentities.length === 0
                ? t('outside.notLinked')
                : outsideIdentities.map(providerName).join(t('outside.and')),
          },
        ]),
    {
      key: 'last',
      title: t('people.lastSignIn'),
      render: ({ lastSignInAt }) => <span className="number">{formatMinute(lastSignInAt)}</span>,
    },
    ...(act ? [{ key: 'action', title: t('table.action'), fixed: true, render: actions }] : []),
  ]
  return (
    <>
      <QueryForm<Filter>
        values={filter}
        onQuery={setFilter}
        fields={[
          { name: 'search', label: t('people.search'), input: <Input allowClear maxLength={100} /> },
          {
            name: 'post',
            label: t('people.posts'),
            input: <Select allowClear options={posts.map((value) => ({ value, label: label('post', value) }))} />,
          },
          {
            name: 'departmentId',
            label: t('material.department'),
            input: (
              <Select
                allowClear
                options={departments.data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              />
            ),
          },
          {
            name: 'state',
            label: t('material.state'),
            input: <Select allowClear options={states.map((value) => ({ value, label: t(`personState.${value}`) }))} />,
          },
        ]}
      />
      <QueryTable<Person>
        name="people"
        label={t('people.tabPeople')}
        query={people}
        columns={columns}
        rowKey={({ id }) => id}
        page={page}
        pageSize={pageSize}
        onPage={setPage}
        toolbar={
          manage && (
            <Button type="primary" icon={<PlusOutlined />} onClick={() => setEditing('new')}>
              {t('people.add')}
            </Button>
          )
        }
        empty={<EmptyState title={t('table.noMatch')} hint={t('table.noMatchHint')} />}
        card={(person) => (
          <div className="row between">
            <div className="stack tight">
              <span className="row">
                <PersonName name={person.name} />
                <PersonStateTag state={person.state} />
              </span>
              <span className="soft">
                {person.department.name} · {postNames(person.posts)}
              </span>
            </div>
            {actions(person)}
          </div>
        )}
      />
      {editing !== null && (
        <PersonDrawer
          person={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onInvited={(name, token) => {
            setEditing(null)
            setLink({ name, token })
          }}
        />
      )}
      <InvitationLink link={link} onClose={() => setLink(null)} />
      {leaver !== null && (
        <BeginDialog
          person={leaver}
          plan={null}
          onClose={() => setLeaver(null)}
          onDone={(id) => go(`/leaving/${id}`)}
        />
      )}
      <ResetFactors person={resetting} onClose={() => setResetting(null)} />
      <ResetOutside person={unlinking} onClose={() => setUnlinking(null)} />
      <DemandPassword person={demanding} onClose={() => setDemanding(null)} />
      <ReasonDialog
        open={suspending !== null}
        title={t('people.suspendTitle', { name: suspending?.name ?? '' })}
        label={t('people.suspendReason')}
        hint={t('people.suspendHint')}
        confirm={t('people.suspend')}
        danger
        busy={suspend.isPending}
        error={suspend.error}
        onCancel={() => {
          suspend.reset()
          setSuspending(null)
        }}
        onConfirm={(reason) => {
          if (suspending === null) return
          const { id, name } = suspending
          suspend.mutate(
            { id, reason },
            {
              onSuccess: () => {
                setSuspending(null)
                message.success(t('people.suspended', { name }))
              },
            },
          )
        }}
      />
    </>
  )
}
