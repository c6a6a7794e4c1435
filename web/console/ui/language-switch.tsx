import { GlobalOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { switchLanguage } from '../i18n/index.ts'

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
