import { DingtalkOutlined, SafetyCertificateOutlined, SendOutlined, WechatWorkOutlined } from '@ant-design/icons'
import type { Provider } from '../outside-sign-in.ts'

const icons = { wecom: WechatWorkOutlined, dingtalk: DingtalkOutlined, feishu: SendOutlined, oidc: SafetyCertificateOutlined }

/** Beside the name of a sign-in provider, never in its place. */
export const ProviderIcon = ({ provider }: { provider: Provider }) => {
  const Icon = icons[provider]
  return <Icon aria-hidden />
}
