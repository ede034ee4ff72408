// Where a half-filled form is kept: a task's on the server, a message's in this tab alone, until it is sent.
import { send } from '../lib/http.js';

export function draftStore({ draftUrl, draftKey }) {
  if (draftUrl) {
    return { read: () => ({}), write: (values) => send(draftUrl, { body: { values } }), forget: () => {} };
  }
  if (!draftKey) return null;
  return {
    read: () => JSON.parse(sessionStorage.getItem(draftKey) ?? '{}'),
    write: async (values) => sessionStorage.setItem(draftKey, JSON.stringify(values)),
    forget: () => sessionStorage.removeItem(draftKey),
  };
}
