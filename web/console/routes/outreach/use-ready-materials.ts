import { useRead } from '../../query.ts'

/** The materials that may be sent, to choose one of. */
export const useReadyMaterials = () => {
  const { data, isPending } = useRead('content.list-materials', { pageSize: 100 })
  const ready = (data?.items ?? []).filter(({ state }) => state === 'approved' || state === 'published')
  return { isPending, options: ready.map(({ id, title }) => ({ value: id, label: title })) }
}
