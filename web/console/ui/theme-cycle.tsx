import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { themeIcons } from './theme-icons.tsx'
import { chooseTheme, themeModes, useThemeMode } from './theme-mode.ts'

/** The choice of theme without a menu, so that the sign-in page stays light. */
export const ThemeCycle = () => {
  const { t } = useTranslation()
  const mode = useThemeMode()
  const next = themeModes[(themeModes.indexOf(mode) + 1) % themeModes.length] ?? 'auto'
  return (
    <Button type="text" icon={themeIcons[mode]} onClick={() => chooseTheme(next)}>
      {t(`theme.${mode}`)}
    </Button>
  )
}
