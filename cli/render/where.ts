import type { ReadError } from '../manifests/document';

/** Where something could not be read, as compilers write it: `deploy.yaml:12:3`, and as much of it as is known. */
export function whereUnread({ file, line, column }: ReadError): string {
  return [file, line, line === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}
