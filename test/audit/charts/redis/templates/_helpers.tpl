{{- define "redis.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "redis.labels.matchLabels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/name: {{ .Chart.Name }}
{{- end -}}

{{- define "redis.labels.standard" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "redis.image" -}}
{{ printf "%s/%s:%s" .registry .repository .tag }}
{{- end -}}

{{- define "redis.checksums" -}}
checksum/configmap: {{ include (print $.Template.BasePath "/configmap.yaml") . | sha256sum }}
checksum/health: {{ include (print $.Template.BasePath "/health-configmap.yaml") . | sha256sum }}
checksum/scripts: {{ include (print $.Template.BasePath "/scripts-configmap.yaml") . | sha256sum }}
{{- end -}}

{{/* Takes the context and a component. */}}
{{- define "redis.affinity" -}}
podAffinity:
podAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - podAffinityTerm:
        labelSelector:
          matchLabels: {{- include "redis.labels.matchLabels" .context | nindent 12 }}
            app.kubernetes.io/component: {{ .component }}
        topologyKey: kubernetes.io/hostname
      weight: 1
nodeAffinity:
{{- end -}}

{{/* Password of a container: a file, or a variable from the Secret. Takes the context and names of variables. */}}
{{- define "redis.password" -}}
{{- range .names }}
{{- if $.context.Values.auth.usePasswordFiles }}
- name: {{ . }}_FILE
  value: "/opt/bitnami/redis/secrets/redis-password"
{{- else }}
- name: {{ . }}
  valueFrom:
    secretKeyRef:
      name: {{ include "redis.fullname" $.context }}
      key: redis-password
{{- end }}
{{- end }}
{{- end -}}

{{/* Takes the context and master or replica. */}}
{{- define "redis.probes" -}}
{{- $suffix := ternary "local_and_master" "local" (eq .role "replica") -}}
startupProbe:
  {{- toYaml .context.Values.startupProbe | nindent 2 }}
  tcpSocket:
    port: redis
livenessProbe:
  {{- toYaml .context.Values.livenessProbe | nindent 2 }}
  exec:
    command:
      - sh
      - -c
      - /health/ping_liveness_{{ $suffix }}.sh 5
readinessProbe:
  {{- toYaml .context.Values.readinessProbe | nindent 2 }}
  exec:
    command:
      - sh
      - -c
      - /health/ping_readiness_{{ $suffix }}.sh 1
{{- end -}}

{{- define "redis.mounts" -}}
- name: start-scripts
  mountPath: /opt/bitnami/scripts/start-scripts
- name: health
  mountPath: /health
{{- if .Values.auth.usePasswordFiles }}
- name: redis-password
  mountPath: /opt/bitnami/redis/secrets/
{{- end }}
- name: redis-data
  mountPath: {{ .Values.persistence.path }}
- name: config
  mountPath: /opt/bitnami/redis/mounted-etc
- name: empty-dir
  mountPath: /opt/bitnami/redis/etc
  subPath: app-conf-dir
- name: empty-dir
  mountPath: /tmp
  subPath: tmp-dir
{{- end -}}

{{- define "redis.volumes" -}}
- name: start-scripts
  configMap:
    name: {{ include "redis.fullname" . }}-scripts
    defaultMode: 0755
- name: health
  configMap:
    name: {{ include "redis.fullname" . }}-health
    defaultMode: 0755
{{- if .Values.auth.usePasswordFiles }}
- name: redis-password
  secret:
    secretName: {{ include "redis.fullname" . }}
    items:
      - key: redis-password
        path: redis-password
{{- end }}
- name: config
  configMap:
    name: {{ include "redis.fullname" . }}-configuration
- name: empty-dir
  emptyDir: {}
{{- end -}}

{{- define "redis.metricsContainer" -}}
- name: metrics
  image: {{ include "redis.image" .Values.metrics.image }}
  imagePullPolicy: "IfNotPresent"
  securityContext: {{- toYaml .Values.containerSecurityContext | nindent 4 }}
  command:
    - /bin/sh
    - -c
    - |
      if [[ -f '/secrets/redis-password' ]]; then
      export REDIS_PASSWORD=$(cat /secrets/redis-password)
      fi
      redis_exporter
  env:
    - name: REDIS_ALIAS
      value: {{ include "redis.fullname" . }}
    - name: REDIS_EXPORTER_WEB_LISTEN_ADDRESS
      value: ":9121"
    - name: REDIS_USER
      value: default
    {{- if .Values.auth.usePasswordFiles }}
    - name: REDIS_PASSWORD_FILE
      value: "/secrets/redis-password"
    {{- else }}
    - name: REDIS_PASSWORD
      valueFrom:
        secretKeyRef:
          name: {{ include "redis.fullname" . }}
          key: redis-password
    {{- end }}
  ports:
    - name: metrics
      containerPort: 9121
  livenessProbe:
    failureThreshold: 5
    initialDelaySeconds: 10
    periodSeconds: 10
    timeoutSeconds: 5
    tcpSocket:
      port: metrics
  readinessProbe:
    failureThreshold: 3
    initialDelaySeconds: 5
    periodSeconds: 10
    timeoutSeconds: 1
    httpGet:
      path: /
      port: metrics
  volumeMounts:
    - name: empty-dir
      mountPath: /tmp
      subPath: tmp-dir
    {{- if .Values.auth.usePasswordFiles }}
    - name: redis-password
      mountPath: /secrets/
    {{- end }}
{{- end -}}

{{/* Takes the context and a component. */}}
{{- define "redis.claimTemplate" -}}
- apiVersion: v1
  kind: PersistentVolumeClaim
  metadata:
    name: redis-data
    labels: {{- include "redis.labels.matchLabels" .context | nindent 6 }}
      app.kubernetes.io/component: {{ .component }}
  spec:
    accessModes: {{- toYaml .context.Values.persistence.accessModes | nindent 6 }}
    resources:
      requests:
        storage: {{ .context.Values.persistence.size | quote }}
    {{- with .context.Values.persistence.storageClass }}
    storageClassName: {{ . }}
    {{- end }}
{{- end -}}
