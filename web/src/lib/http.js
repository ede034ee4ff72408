// Talking to our own server: CSRF token, idempotency key, RFC 9457 problems as errors.
import { language, say } from './words.js';

export class Problem extends Error {
  constructor(status, body) {
    super(explain(status, body));
    this.status = status;
    this.body = body;
  }
}

function explain(status, body) {
  if (status === 401) return say('登录已过期。请在新标签页登录，再回到本页重试；已填写的内容不会丢失。');
  const told = language() === 'en' ? (body.detail_en ?? body.title_en) : (body.detail ?? body.title);
  return told ?? say('请求失败（{status}）', { status });
}

const token = () => document.querySelector('meta[name="csrf-token"]')?.content ?? '';

export async function send(url, { method = 'POST', body, type = 'application/json', key } = {}) {
  const headers = { accept: 'application/json, application/problem+json', 'x-csrf-token': token() };
  if (body !== undefined && type) headers['content-type'] = type;
  if (key) headers['idempotency-key'] = key;
  const payload = type === 'application/json' && body !== undefined ? JSON.stringify(body) : body;
  let response;
  try {
    response = await fetch(url, { method, headers, body: payload, credentials: 'same-origin' });
  } catch {
    const told = say('无法连接服务器，请检查网络后重试。');
    throw new Problem(0, { detail: told, detail_en: told });
  }
  const text = await response.text();
  const answer = parse(text);
  if (!response.ok) throw new Problem(response.status, answer ?? {});
  return answer;
}

function parse(text) {
  try {
    return text ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

// One key for one intention: the same values sent again after a lost reply are not done twice.
export class Keys {
  #last = { text: null, key: '' };

  for(value) {
    const text = JSON.stringify(value);
    if (this.#last.text !== text) this.#last = { text, key: crypto.randomUUID() };
    return this.#last.key;
  }

  forget() {
    this.#last = { text: null, key: '' };
  }
}
