/** The words of a text, each once, in their order: a dictionary is written as a text, so that it is easily read. */
export const listed = (text: string): readonly string[] => [...new Set(text.split(/\s+/).filter((word) => word !== ''))]
