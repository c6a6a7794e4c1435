import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { themeIcons } from './theme-icons.tsx'
import { chooseTheme, themeModes, useThemeMode } from './theme-mode.ts'

export const ThemeSwitch = () => {
  const { t } = useTranslation()
  const mode = useThemeMode()
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [mode],
        items: themeModes.map((each) => ({
          key: each,
          label: t(`theme.${each}`),
          icon: themeIcons[each],
          onClick: () => chooseTheme(each),
        })),
      }}
    >
      <Button type="text" icon={themeIcons[mode]} aria-label={t('theme.label', { mode: t(`theme.${mode}`) })} />
    </Dropdown>
  )
}
