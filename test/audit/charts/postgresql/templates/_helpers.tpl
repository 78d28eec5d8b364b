{{- define "postgresql.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "postgresql.primary.fullname" -}}
{{- if eq .Values.architecture "replication" -}}{{ printf "%s-primary" (include "postgresql.fullname" .) }}{{- else -}}{{ include "postgresql.fullname" . }}{{- end -}}
{{- end -}}

{{- define "postgresql.readReplica.fullname" -}}
{{ printf "%s-read" (include "postgresql.fullname" .) }}
{{- end -}}

{{- define "postgresql.labels.matchLabels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/name: {{ .Chart.Name }}
{{- end -}}

{{- define "postgresql.labels.standard" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "postgresql.image" -}}
{{- $separator := ternary "@" ":" (ne (.digest | default "") "") -}}
{{ printf "%s/%s%s%s" .registry .repository $separator (.digest | default .tag) }}
{{- end -}}

{{- define "postgresql.secretName" -}}
{{ .Values.auth.existingSecret | default (include "postgresql.fullname" .) }}
{{- end -}}

{{- define "postgresql.username" -}}
{{ .Values.auth.username | default "postgres" }}
{{- end -}}

{{- define "postgresql.database" -}}
{{ .Values.auth.database | default "postgres" }}
{{- end -}}

{{/* Credentials of the server: as files, or as variables from the Secret. */}}
{{- define "postgresql.credentials" -}}
{{- $variables := list -}}
{{- if .Values.auth.username -}}
{{- $variables = append $variables (list "POSTGRES_PASSWORD" "password") -}}
{{- if .Values.auth.enablePostgresUser -}}
{{- $variables = append $variables (list "POSTGRES_POSTGRES_PASSWORD" "postgres-password") -}}
{{- end -}}
{{- else -}}
{{- $variables = append $variables (list "POSTGRES_PASSWORD" "postgres-password") -}}
{{- end -}}
{{- if eq .Values.architecture "replication" -}}
{{- $variables = append $variables (list "POSTGRES_REPLICATION_PASSWORD" "replication-password") -}}
{{- end -}}
{{- range $variables }}
{{- if $.Values.auth.usePasswordFiles }}
- name: {{ first . }}_FILE
  value: /opt/bitnami/postgresql/secrets/{{ last . }}
{{- else }}
- name: {{ first . }}
  valueFrom:
    secretKeyRef:
      name: {{ include "postgresql.secretName" $ }}
      key: {{ last . }}
{{- end }}
{{- end }}
{{- end -}}

{{/* Soft anti-affinity, as the preset of the well-known charts. Takes the context and a component. */}}
{{- define "postgresql.affinity" -}}
podAffinity:
podAntiAffinity:
  preferredDuringSchedulingIgnoredDuringExecution:
    - podAffinityTerm:
        labelSelector:
          matchLabels: {{- include "postgresql.labels.matchLabels" .context | nindent 12 }}
            app.kubernetes.io/component: {{ .component }}
        topologyKey: kubernetes.io/hostname
      weight: 1
nodeAffinity:
{{- end -}}

{{/* What primary and read replicas have in common in the pod; takes the context, the values of the component and its name. */}}
{{- define "postgresql.probes" -}}
{{- $ping := printf "exec pg_isready -U %s -d \"dbname=%s\" -h 127.0.0.1 -p %v" (include "postgresql.username" .context | quote) (include "postgresql.database" .context) .context.Values.containerPorts.postgresql -}}
livenessProbe:
  {{- toYaml .values.livenessProbe | nindent 2 }}
  exec:
    command:
      - /bin/sh
      - -c
      - {{ $ping }}
readinessProbe:
  {{- toYaml .values.readinessProbe | nindent 2 }}
  exec:
    command:
      - /bin/sh
      - -c
      - -e
      - |
        {{ $ping }}
        [ -f /opt/bitnami/postgresql/tmp/.initialized ] || [ -f /bitnami/postgresql/.initialized ]
{{- end -}}

{{- define "postgresql.scratchMounts" -}}
- name: empty-dir
  mountPath: /tmp
  subPath: tmp-dir
- name: empty-dir
  mountPath: /opt/bitnami/postgresql/conf
  subPath: app-conf-dir
- name: empty-dir
  mountPath: /opt/bitnami/postgresql/tmp
  subPath: app-tmp-dir
- name: dshm
  mountPath: /dev/shm
{{- if .Values.auth.usePasswordFiles }}
- name: postgresql-password
  mountPath: /opt/bitnami/postgresql/secrets/
{{- end }}
{{- end -}}

{{- define "postgresql.scratchVolumes" -}}
- name: empty-dir
  emptyDir: {}
- name: dshm
  emptyDir:
    medium: Memory
{{- if .Values.auth.usePasswordFiles }}
- name: postgresql-password
  secret:
    secretName: {{ include "postgresql.secretName" . }}
{{- end }}
{{- end -}}

{{- define "postgresql.metricsContainer" -}}
- name: metrics
  image: {{ include "postgresql.image" .context.Values.metrics.image }}
  imagePullPolicy: "IfNotPresent"
  securityContext: {{- toYaml .values.containerSecurityContext | nindent 4 }}
  env:
    - name: DATA_SOURCE_URI
      value: {{ printf "127.0.0.1:%v/%s?sslmode=disable" .context.Values.containerPorts.postgresql (include "postgresql.database" .context) | quote }}
    {{- if .context.Values.auth.usePasswordFiles }}
    - name: DATA_SOURCE_PASS_FILE
      value: /opt/bitnami/postgresql/secrets/{{ ternary "password" "postgres-password" (ne .context.Values.auth.username "") }}
    {{- else }}
    - name: DATA_SOURCE_PASS
      valueFrom:
        secretKeyRef:
          name: {{ include "postgresql.secretName" .context }}
          key: {{ ternary "password" "postgres-password" (ne .context.Values.auth.username "") }}
    {{- end }}
    - name: DATA_SOURCE_USER
      value: {{ include "postgresql.username" .context | quote }}
  ports:
    - name: http-metrics
      containerPort: 9187
  livenessProbe:
    failureThreshold: 6
    initialDelaySeconds: 5
    periodSeconds: 10
    timeoutSeconds: 5
    tcpSocket:
      port: http-metrics
  readinessProbe:
    failureThreshold: 6
    initialDelaySeconds: 5
    periodSeconds: 10
    timeoutSeconds: 5
    httpGet:
      path: /
      port: http-metrics
  volumeMounts:
    - name: empty-dir
      mountPath: /tmp
      subPath: tmp-dir
    {{- if .context.Values.auth.usePasswordFiles }}
    - name: postgresql-password
      mountPath: /opt/bitnami/postgresql/secrets/
    {{- end }}
{{- end -}}

{{- define "postgresql.claimTemplate" -}}
- apiVersion: v1
  kind: PersistentVolumeClaim
  metadata:
    name: data
    {{- with .annotations }}
    annotations: {{- toYaml . | nindent 6 }}
    {{- end }}
  spec:
    accessModes: {{- toYaml .accessModes | nindent 6 }}
    resources:
      requests:
        storage: {{ .size | quote }}
    {{- with .storageClass }}
    storageClassName: {{ . }}
    {{- end }}
{{- end -}}
