import { LineChart as LineSeries } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import { useIsDark } from '../../ui/theme-mode.ts'

use([LineSeries, GridComponent, TooltipComponent, LegendComponent, AriaComponent, CanvasRenderer])

export type Line = { name: string; points: readonly (readonly [label: string, value: number | null])[]; main?: boolean }

/** Tells lines apart without colour. */
const dashes = ['solid', 'dashed', 'dotted', [8, 3, 2, 3], [2, 6], [12, 4]] as const
const symbols = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'] as const

const cssValue = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim()

type LineChartProps = { lines: readonly Line[]; label: string; max?: number }

const Canvas = ({ lines, label, max = 100 }: LineChartProps) => {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (box.current === null) return
    const chart = init(box.current)
    const text = cssValue('--text-soft')
    const line = cssValue('--line')
    chart.setOption({
      animation: false,
      aria: { enabled: true },
      color: [
        cssValue('--accent'),
        cssValue('--added'),
        cssValue('--finding-warn'),
        cssValue('--finding-block'),
        text,
        cssValue('--text'),
      ],
      textStyle: { color: text, fontFamily: getComputedStyle(document.body).fontFamily },
      legend: { top: 0, textStyle: { color: text }, type: 'scroll', pageTextStyle: { color: text } },
      grid: { top: 40, left: 36, right: 16, bottom: 28 },
      // Drawn on the canvas: the HTML form of the tooltip needs inline styles, which the page's policy forbids.
      tooltip: { trigger: 'axis', renderMode: 'richText', confine: true },
      xAxis: {
        type: 'category',
        boundaryGap: false,
        data: lines[0]?.points.map(([at]) => at) ?? [],
        axisLine: { lineStyle: { color: line } },
        axisLabel: { color: text },
      },
      yAxis: { type: 'value', min: 0, max, axisLabel: { color: text }, splitLine: { lineStyle: { color: line } } },
      series: lines.map(({ name, points, main }, position) => ({
        type: 'line',
        name,
        data: points.map(([, value]) => value),
        connectNulls: false,
        symbol: symbols[position % symbols.length],
        symbolSize: main === true ? 7 : 5,
        lineStyle: { width: main === true ? 3 : 1.5, type: dashes[position % dashes.length] },
      })),
    })
    const watcher = new ResizeObserver(() => chart.resize())
    watcher.observe(box.current)
    return () => {
      watcher.disconnect()
      chart.dispose()
    }
  }, [lines, max])
  return <div ref={box} className="chart" role="img" aria-label={label} />
}

/**
 * Lines over time. Whoever shows one puts a table with the same figures beside it.
 * A canvas knows no style sheet, so another theme makes another canvas.
 */
export const LineChart = (props: LineChartProps) => <Canvas key={useIsDark() ? 'dark' : 'light'} {...props} />
