import type { ThemeConfig } from 'antd'
import { theme } from 'antd'

const fontFamily =
  "system-ui, -apple-system, 'PingFang SC', 'HarmonyOS Sans SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"

const shared = { fontFamily, borderRadius: 6, wireframe: false, motionDurationMid: '0.15s' }

/** Text colours that reach 4.5:1 on every surface they stand on (WCAG 2.2, 1.4.3); the library's own do not. */
const light: ThemeConfig = {
  algorithm: theme.defaultAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#0b57c9',
    colorPrimaryHover: '#094aac',
    colorInfo: '#0b57c9',
    colorLink: '#0b57c9',
    colorLinkHover: '#094aac',
    colorSuccess: '#1a7431',
    colorWarning: '#9a5b00',
    colorError: '#c4231a',
    colorErrorHover: '#a81d15',
    colorWarningBg: '#fdf3dc',
    colorWarningBorder: '#e3bd63',
    colorErrorBg: '#fdeceb',
    colorErrorBorder: '#eda49d',
    colorSuccessBg: '#e4f6e9',
    colorSuccessBorder: '#8ccf9f',
    colorInfoBg: '#e8f0fd',
    colorInfoBorder: '#a3c2f4',
    colorBgLayout: '#f4f6f9',
    colorTextSecondary: '#4a5361',
    colorTextTertiary: '#5a6472',
    colorTextQuaternary: '#626c7a',
    colorTextPlaceholder: '#667080',
    colorTextDescription: '#5a6472',
    colorTextDisabled: '#6b7280',
  },
  components: {
    Layout: { headerBg: '#ffffff', siderBg: '#ffffff' },
    Menu: { itemBorderRadius: 6, activeBarBorderWidth: 0 },
    Table: { headerBg: '#f7f9fb' },
  },
}

const dark: ThemeConfig = {
  algorithm: theme.darkAlgorithm,
  token: {
    ...shared,
    colorPrimary: '#6ea8ff',
    colorPrimaryHover: '#8ab8ff',
    colorInfo: '#6ea8ff',
    colorLink: '#8ab8ff',
    colorLinkHover: '#a6c9ff',
    colorSuccess: '#6fd088',
    colorWarning: '#f0b651',
    colorError: '#ff8a80',
    colorErrorHover: '#ffa69e',
    colorWarningBg: '#3a2b10',
    colorWarningBorder: '#6b5120',
    colorErrorBg: '#401d1b',
    colorErrorBorder: '#7a3a35',
    colorSuccessBg: '#15301e',
    colorSuccessBorder: '#2f6a42',
    colorInfoBg: '#15294a',
    colorInfoBorder: '#2c4f85',
    colorBgBase: '#101418',
    colorBgContainer: '#171c22',
    colorBgElevated: '#222a33',
    colorBorder: '#4a5561',
    colorBorderSecondary: '#303842',
    colorTextBase: '#f2f5f8',
    colorTextLightSolid: '#0d1219',
    colorTextSecondary: '#c3cad4',
    colorTextTertiary: '#a9b2be',
    colorTextQuaternary: '#9aa4b1',
    colorTextPlaceholder: '#98a2af',
    colorTextDescription: '#a9b2be',
    colorTextDisabled: '#8f99a6',
  },
  components: {
    Layout: { headerBg: '#171c22', siderBg: '#171c22', bodyBg: '#101418' },
    Menu: { itemBorderRadius: 6, activeBarBorderWidth: 0 },
    Tooltip: { colorTextLightSolid: '#f2f5f8' },
    Table: { headerBg: '#1e252d' },
  },
}

/** The theme of the component library; `weidun` is the class that carries its variables to our own style sheets. */
export const themeOf = (isDark: boolean): ThemeConfig => ({
  ...(isDark ? dark : light),
  cssVar: { key: 'weidun' },
  hashed: false,
})
