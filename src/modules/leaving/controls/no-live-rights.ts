import type { Evidence } from '../../../kernel/control/measurement.ts'
import type { LeavingPorts } from '../ports.ts'
import { reachOf } from '../reach.ts'
import { defineControl } from '../scope.ts'

/** Asks every holder anew what is left: it believes no item that says "withdrawn". */
export const noLiveRights = (ports: Pick<LeavingPorts, 'holders' | 'peopleShutOut'>) =>
  defineControl({
    id: 'leaving.no-live-rights',
    title: { zh: '离职和停用人员没有残留权限', en: 'Nobody who left or was suspended has live rights' },
    purpose: {
      zh: '离职账号、密钥和平台权限没有收回，是最常见的内部泄露途径。',
      en: 'Accounts, keys and platform rights that outlive a leaving are the commonest way of leaks from within.',
    },
    dimension: 'account',
    weight: 6,
    action: {
      sentence: {
        zh: '在“离职”中办理，或在人员列表里查看“还能接触什么”，逐项收回。',
        en: 'Carry the leaving out, or look at what they could still reach, and take it back.',
      },
      link: '/leaving',
    },
    remeasureOn: ['person.left', 'person.suspended', 'person.reinstated', 'leaving.item-withdrawn', 'api-key.revoked'],
    measure: async (db, now) => {
      const people = await ports.peopleShutOut(db)
      if (people.length === 0) return { state: 'inconclusive', share: 0, evidence: [] }
      const live = (await reachOf({ db, now, ports }, people)).filter(({ standing }) => standing === 'open')
      const names = new Map(people.map(({ id, name }) => [id, name]))
      const evidence = live.map(
        ({ personId, title, params, link }): Evidence => ({
          sentence: { zh: `{leaver} 仍持有：${title.zh}`, en: `{leaver} still holds: ${title.en}` },
          params: { ...params, leaver: names.get(personId) ?? '' },
          link: link ?? `/leaving/reach/${personId}`,
        }),
      )
      // One is too many: there is no share of it that would be good.
      return evidence.length === 0
        ? { state: 'holds', share: 1, evidence: [] }
        : { state: 'fails', share: 0, evidence: evidence.slice(0, 50) }
    },
  })
