// Node below 22 lacks fs.globSync, which the suite imports and does not need for clients.
import { register } from 'node:module';

const hooks = `
export async function resolve(name, context, next) {
  const own = context.parentURL && context.parentURL.includes('/conformance/');
  return own && name === 'fs' ? { url: 'shim:fs', shortCircuit: true, format: 'module' } : next(name, context);
}
export async function load(url, context, next) {
  if (url !== 'shim:fs') return next(url, context);
  const source = "export * from 'node:fs'; export { default } from 'node:fs'; export function globSync() { return []; }";
  return { format: 'module', shortCircuit: true, source };
}`;

if (Number(process.versions.node.split('.')[0]) < 22) {
  register('data:text/javascript,' + encodeURIComponent(hooks), import.meta.url);
}
