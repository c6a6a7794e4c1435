import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useTranslation } from 'react-i18next'
import { queryClient } from './query.ts'
import { router } from './router.tsx'
import { styleNonce } from './ui/style-nonce.ts'
import { useIsDark } from './ui/theme-mode.ts'
import { themeOf } from './ui/tokens.ts'

const csp = { nonce: styleNonce }

/** Everything around the screens: language, theme, nonce for styles, data and routes. */
export const Root = () => {
  const isDark = useIsDark()
  const { i18n } = useTranslation()
  const isEnglish = i18n.language === 'en'
  dayjs.locale(isEnglish ? 'en' : 'zh-cn')
  return (
    <ConfigProvider
      locale={isEnglish ? enUS : zhCN}
      theme={themeOf(isDark)}
      csp={csp}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: false, scrollToFirstError: { focus: true } }}
    >
      <App notification={{ placement: 'topRight' }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  )
}
