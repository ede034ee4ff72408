// Attachments of a task on the server.
import { send } from '../lib/http.js';

export function fileStore({ filesUrl, fileUrl }, known = []) {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const link = (id) => fileUrl.replace('ID', encodeURIComponent(id));
  return {
    link,
    name: (id) => names.get(id) ?? id,
    async upload(field, file) {
      const body = new FormData();
      body.set('field', field);
      body.set('file', file);
      const { attachment } = await send(filesUrl, { body, type: null });
      names.set(attachment, file.name);
      return { id: attachment, name: file.name };
    },
    remove: (id) => send(link(id), { method: 'DELETE' }),
  };
}
