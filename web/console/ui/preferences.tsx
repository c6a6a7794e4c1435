import { GlobalOutlined, MoonOutlined, SunOutlined, DesktopOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { switchLanguage } from '../i18n/index.ts'
import { chooseTheme, themeModes, useThemeMode } from './theme-mode.ts'

const icons = { light: <SunOutlined />, dark: <MoonOutlined />, auto: <DesktopOutlined /> }

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
          icon: icons[each],
          onClick: () => chooseTheme(each),
        })),
      }}
    >
      <Button type="text" icon={icons[mode]} aria-label={t('theme.label', { mode: t(`theme.${mode}`) })} />
    </Dropdown>
  )
}

export const LanguageSwitch = () => {
  const { t, i18n } = useTranslation()
  const other = i18n.language === 'en' ? 'zh' : 'en'
  const name = other === 'zh' ? '中文' : 'English'
  return (
    <Button
      type="text"
      icon={<GlobalOutlined />}
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => void switchLanguage(other)}
      aria-label={t('language.switch', { name })}
    >
      {name}
    </Button>
  )
}
