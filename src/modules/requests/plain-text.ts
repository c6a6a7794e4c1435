import { findPersonalData } from '../../screening/index.ts'
import { personalDataInText } from './problems.ts'

/**
 * Keeps what screening recognises as personal data out of texts that stand in clear and are kept as proof.
 * @throws Problem `request.personal-data-in-text`, which quotes nothing
 */
export const refusePersonalData = (text: string): void => {
  if (findPersonalData(text.normalize('NFKC')).some(({ confidence }) => confidence !== 'possible')) throw personalDataInText()
}
