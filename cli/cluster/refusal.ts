import { ClusterError } from './cluster';
import type { ClusterErrorReason, Kind } from './cluster';
import type { Answer, NoAnswer } from './http';

/** What was asked of the cluster, in the words of its permissions. */
export interface Call {
  /** https://kubernetes.io/docs/reference/access-authn-authz/authorization/#determine-the-request-verb */
  readonly verb: 'get' | 'list' | 'create' | 'update' | 'patch' | 'delete';
  readonly kind: Kind;
  readonly name?: string;
  readonly namespace?: string;
}

const REASONS: { readonly [status: number]: ClusterErrorReason } = { 401: 'Unauthorized', 403: 'Forbidden', 404: 'NotFound', 409: 'Conflict', 422: 'Invalid' };

/** https://github.com/kubernetes/apiserver/blob/v0.36.0/pkg/endpoints/handlers/responsewriters/errors.go; quotas and admission say something else */
const NO_PERMISSION = / cannot \w+ resource /;

/** https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/ */
interface Status {
  readonly reason?: string;
  readonly message?: string;
  readonly details?: { readonly name?: string };
}

/** `cannot create VolumeSnapshot db-0 in namespace shop`. */
export function cannot({ verb, kind, name, namespace }: Call): string {
  return `cannot ${verb} ${name === undefined ? kind.plural : `${kind.kind} ${name}`}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
}

/** The cluster said no. */
export function refusal(call: Call, answer: Answer): ClusterError {
  const { reason, message, details } = statusOf(answer);
  if (answer.status === 404 && details?.name === undefined) {
    return new ClusterError('Other', `${cannot(call)}: the cluster does not serve ${call.kind.apiVersion} ${call.kind.kind}`);
  }
  const known = reason === 'AlreadyExists' ? reason : REASONS[answer.status] ?? 'Other';
  const said = [reason ?? `HTTP ${answer.status}`, message].filter((part, index, parts) => part && parts.indexOf(part) === index).join(': ');
  return new ClusterError(known, `${cannot(call)}: ${said}${NO_PERMISSION.test(message ?? '') ? `; missing permission: ${permission(call)}` : ''}`);
}

/** The cluster said nothing. */
export function silence(call: Call, address: string, { problem }: NoAnswer): ClusterError {
  return new ClusterError('Unreachable', `${cannot(call)}: no answer from ${address}: ${problem}`);
}

function permission({ verb, kind }: Call): string {
  const [group, version] = kind.apiVersion.split('/');
  return `${verb} ${kind.plural}${version === undefined ? '' : `.${group}`}`;
}

function statusOf({ body }: Answer): Status {
  try {
    return (JSON.parse(body) ?? {}) as Status;
  } catch {
    return {};
  }
}
