import { Extensions } from './extension.js';
import SupervisionProvider from './provider.js';
import { Standard } from './standard.js';

export default {
  __init__: ['supervisionProvider'],
  svExtensions: ['type', Extensions],
  svStandard: ['type', Standard],
  supervisionProvider: ['type', SupervisionProvider],
};
