import { defineModule } from '../../kernel/module.ts'
import { ledgerWhole } from './ledger-whole.ts'
import { listCheckpoints } from './list-checkpoints.ts'
import { listEventTypes } from './list-event-types.ts'
import { ledgerEvents, ledgerPermissions, type LedgerPorts } from './scope.ts'
import { searchEntries } from './search-entries.ts'
import { verifyEntriesJob } from './verify-job.ts'
import { verify } from './verify.ts'
import { viewProof } from './view-proof.ts'

/** 台账: the record of everything, to search and to verify. */
export const ledgerModule = (ports: LedgerPorts) =>
  defineModule({
    name: 'ledger',
    title: { zh: '台账', en: 'Ledger' },
    permissions: ledgerPermissions,
    events: ledgerEvents,
    operations: [searchEntries, listEventTypes, verify, viewProof, listCheckpoints],
    jobs: [verifyEntriesJob],
    controls: [ledgerWhole],
    ports,
  })
