import type { Node } from './syntax.ts'

/** How many units a node matches, at least and at most. */
export type Width = { least: number; most: number }

export const widthOf = (node: Node): Width => {
  switch (node.kind) {
    case 'text':
      return { least: node.value.length, most: node.value.length }
    case 'any':
    case 'set':
      return { least: 1, most: 1 }
    case 'look':
      return { least: 0, most: 0 }
    case 'choice': {
      const all = node.options.map(widthOf)
      return { least: Math.min(...all.map(({ least }) => least)), most: Math.max(...all.map(({ most }) => most)) }
    }
    case 'sequence': {
      const all = node.items.map(widthOf)
      return {
        least: all.reduce((sum, { least }) => sum + least, 0),
        most: all.reduce((sum, { most }) => sum + most, 0),
      }
    }
    case 'repeat': {
      const { least, most } = widthOf(node.item)
      return { least: least * node.least, most: most * node.most }
    }
  }
}
