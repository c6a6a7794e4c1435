import type { ReactNode } from 'react'
import type { Material, StoredFinding } from '../../domain.ts'
import { MarkedText } from './marked-text.tsx'

type MarkedMaterialProps = {
  material: Pick<Material, 'fields' | 'findings'>
  /** Id of the finding that was jumped to. */
  active: string | null
  /** Level of the title among the headings of the page. */
  heading: 'h2' | 'h3'
  /** What stands beside the title. */
  beside?: ReactNode
}

const idOf = ({ id }: StoredFinding): string => id

/** Title and copy of a material with its findings marked in them. */
export const MarkedMaterial = ({ material, active, heading: Heading, beside }: MarkedMaterialProps) => {
  const { fields, findings } = material
  const marked = (field: 'title' | 'copy') => (
    <MarkedText
      text={fields[field]}
      findings={findings.filter((finding) => finding.field === field)}
      keyOf={idOf}
      activeKey={active}
    />
  )
  return (
    <>
      <div className="row between">
        <Heading className="section-title">{marked('title')}</Heading>
        {beside}
      </div>
      {marked('copy')}
    </>
  )
}
