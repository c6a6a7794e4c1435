/** Where the console shows a material. */
export const materialLink = (id: string): string => `/materials/${id}`
