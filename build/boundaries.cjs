/** The arrows of the house: imports point down, and nobody imports a neighbour's files. */
module.exports = {
  forbidden: [
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'kernel-knows-no-module', severity: 'error', from: { path: '^src/kernel' }, to: { path: '^src/(modules|platforms|screening|cli|main|demo)' } },
    {
      name: 'no-neighbour',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/' },
      to: { path: '^src/modules/', pathNot: '^src/modules/$1/' },
    },
    { name: 'modules-look-down', severity: 'error', from: { path: '^src/modules' }, to: { path: '^src/(platforms|cli|main|demo)' } },
    { name: 'screening-stands-alone', severity: 'error', from: { path: '^src/screening' }, to: { path: '^src/(?!screening)' } },
    { name: 'platforms-look-down', severity: 'error', from: { path: '^src/platforms' }, to: { path: '^src/(modules|cli|main|demo)' } },
    { name: 'nobody-imports-the-root', severity: 'error', from: { path: '^src/(?!cli|demo)' }, to: { path: '^src/(main|cli|demo)' } },
    {
      name: 'console-takes-types-and-screening-only',
      severity: 'error',
      from: { path: '^web' },
      to: { path: '^src/(?!screening)', dependencyTypesNot: ['type-only'] },
    },
    { name: 'program-needs-no-tests', severity: 'error', from: { path: '^(src|web)', pathNot: '\\.test\\.tsx?$' }, to: { path: '^(test|bench|build)' } },
    { name: 'no-dev-dependency-in-the-program', severity: 'error', from: { path: '^src', pathNot: '\\.test\\.ts$|^src/screening/compile' }, to: { dependencyTypes: ['npm-dev'] } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.cjs', '.mjs', '.json', '.d.ts'] },
  },
}
