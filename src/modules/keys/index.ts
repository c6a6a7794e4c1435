import { defineModule } from '../../kernel/module.ts'
import { rewrapValues } from './rewrap-values.ts'
import { rotateKeys } from './rotate-keys.ts'
import { rotatedInTime } from './rotated-in-time.ts'
import { keysEvents, keysPermissions, type KeysPorts } from './scope.ts'
import { viewKeys } from './view-keys.ts'

/** The keys under which sealed values lie: their versions, and how they are replaced while everything goes on. */
export const keysModule = (ports: KeysPorts) =>
  defineModule({
    name: 'keys',
    title: { zh: '加密密钥', en: 'Encryption keys' },
    permissions: keysPermissions,
    events: keysEvents,
    operations: [viewKeys, rotateKeys],
    jobs: [rewrapValues],
    controls: [rotatedInTime],
    ports,
  })
