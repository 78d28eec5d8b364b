import { readFileSync } from 'node:fs';

/** A request as the API server logged it. https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/ */
interface AuditEvent {
  readonly stage: string;
  readonly verb: string;
  readonly user: { readonly username: string };
  readonly objectRef?: { readonly apiGroup?: string; readonly resource: string; readonly subresource?: string; readonly name?: string };
  readonly responseStatus?: { readonly code: number };
}

/** What an account asked for: `verb group/resource [name]`, and whether it was denied. */
export interface AccountRequest {
  readonly request: string;
  readonly name: string;
  readonly denied: boolean;
}

/** Requests of an account for objects, as the audit log at this path has them. */
export function requestsOf(path: string, username: string): AccountRequest[] {
  return readFileSync(path, 'utf8').split('\n')
    .filter((line) => line.includes(username))
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter((event) => event.stage === 'ResponseComplete' && event.user.username === username && event.objectRef !== undefined)
    .map(({ verb, objectRef, responseStatus }) => ({
      request: `${verb} ${objectRef!.apiGroup ?? ''}/${objectRef!.resource}${objectRef!.subresource ? `/${objectRef!.subresource}` : ''}`,
      name: objectRef!.name ?? '',
      denied: responseStatus?.code === 403,
    }));
}

interface Role {
  readonly rules: readonly { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }[];
}

/** What rules of a role allow: `verb group/resource`. */
export function permissionsOf({ rules }: Role): string[] {
  return rules.flatMap(({ apiGroups, resources, verbs }) => apiGroups.flatMap((group) => resources.flatMap((resource) => (
    verbs.map((verb) => `${verb} ${group}/${resource}`)
  ))));
}
