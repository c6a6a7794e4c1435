import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
// First, so that nothing else reads the parameters of a return.
import './returned.ts'
import './ui/base.css'
import { startI18n } from './i18n/index.ts'
import { Root } from './root.tsx'
import { stampStyleElements } from './ui/style-nonce.ts'
import { startTheme } from './ui/theme-mode.ts'

stampStyleElements()
startTheme()

const container = document.getElementById('root')
if (container === null) throw new Error('index.html has no #root')
await startI18n()
createRoot(container).render(
  <StrictMode>
    <Root />
  </StrictMode>,
)
