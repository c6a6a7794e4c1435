import { DesktopOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'

export const themeIcons = { light: <SunOutlined />, dark: <MoonOutlined />, auto: <DesktopOutlined /> }
