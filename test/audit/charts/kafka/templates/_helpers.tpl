{{- define "kafka.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 63 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "kafka.labels.matchLabels" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/name: {{ .Chart.Name }}
{{- end -}}

{{- define "kafka.labels.standard" -}}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "kafka.image" -}}
{{ printf "%s/%s:%s" .registry .repository .tag }}
{{- end -}}

{{/* Addresses of the voters: id@host:port of each controller. */}}
{{- define "kafka.voters" -}}
{{- $voters := list -}}
{{- range $i := until (int .Values.controller.replicaCount) -}}
{{- $voters = append $voters (printf "%d@%s-controller-%d.%s-controller-headless.%s.svc.cluster.local:9093" $i (include "kafka.fullname" $) $i (include "kafka.fullname" $) $.Release.Namespace) -}}
{{- end -}}
{{ join "," $voters }}
{{- end -}}

{{/* server.properties; takes the context and a role. Passwords are placeholders that the init container replaces. */}}
{{- define "kafka.properties" -}}
{{- $protocol := ternary "SASL_PLAINTEXT" "PLAINTEXT" .context.Values.sasl.enabled -}}
listeners=CLIENT://:9092,INTERNAL://:9094{{ if eq .role "controller" }},CONTROLLER://:9093{{ end }}
advertised.listeners=CLIENT://advertised-address-placeholder:9092,INTERNAL://advertised-address-placeholder:9094
listener.security.protocol.map=CLIENT:{{ $protocol }},INTERNAL:{{ $protocol }},CONTROLLER:{{ $protocol }}
process.roles={{ ternary "controller,broker" "broker" (eq .role "controller") }}
controller.listener.names=CONTROLLER
controller.quorum.voters={{ include "kafka.voters" .context }}
log.dir={{ .mountPath }}/data
inter.broker.listener.name=INTERNAL
{{- if .context.Values.sasl.enabled }}
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
sasl.mechanism.inter.broker.protocol=PLAIN
listener.name.client.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_user1="password-placeholder-0";
listener.name.internal.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="{{ .context.Values.sasl.interbroker.user }}" password="interbroker-password-placeholder" user_{{ .context.Values.sasl.interbroker.user }}="interbroker-password-placeholder";
listener.name.controller.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="{{ .context.Values.sasl.controller.user }}" password="controller-password-placeholder" user_{{ .context.Values.sasl.controller.user }}="controller-password-placeholder";
{{- end }}
{{- with .context.Values.extraConfig }}
{{ . }}
{{- end }}
{{- end -}}

{{/* Headless Service of a role; takes the context and the role. */}}
{{- define "kafka.headlessService" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "kafka.fullname" .context }}-{{ .role }}-headless
  namespace: {{ .context.Release.Namespace | quote }}
  labels: {{- include "kafka.labels.standard" .context | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
    app.kubernetes.io/part-of: kafka
spec:
  type: ClusterIP
  clusterIP: None
  publishNotReadyAddresses: true
  ports:
    - name: tcp-interbroker
      port: 9094
      protocol: TCP
      targetPort: interbroker
    - name: tcp-client
      port: 9092
      protocol: TCP
      targetPort: client
    {{- if eq .role "controller" }}
    - name: tcp-controller
      protocol: TCP
      port: 9093
      targetPort: controller
    {{- end }}
  selector: {{- include "kafka.labels.matchLabels" .context | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
    app.kubernetes.io/part-of: kafka
{{- end -}}

{{- define "kafka.pdb" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "kafka.fullname" .context }}-{{ .role }}
  namespace: {{ .context.Release.Namespace | quote }}
  labels: {{- include "kafka.labels.standard" .context | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
spec:
  maxUnavailable: 1
  selector:
    matchLabels: {{- include "kafka.labels.matchLabels" .context | nindent 6 }}
      app.kubernetes.io/component: {{ .role }}
{{- end -}}

{{/* Writes server.properties with the passwords in it to a scratch volume; takes the context and the role. */}}
{{- define "kafka.prepareConfig" -}}
- name: prepare-config
  image: {{ include "kafka.image" .context.Values.image }}
  imagePullPolicy: "IfNotPresent"
  securityContext: {{- toYaml .context.Values.containerSecurityContext | nindent 4 }}
  command:
    - /bin/bash
  args:
    - -ec
    - |
      /scripts/kafka-init.sh
  env:
    - name: BITNAMI_DEBUG
      value: "false"
    - name: MY_POD_NAME
      valueFrom:
        fieldRef:
          fieldPath: metadata.name
    - name: KAFKA_VOLUME_DIR
      value: "/bitnami/kafka"
    - name: KAFKA_MIN_ID
      value: {{ ternary "0" "100" (eq .role "controller") | quote }}
    {{- if .context.Values.sasl.enabled }}
    - name: KAFKA_CLIENT_USERS
      value: {{ join "," .context.Values.sasl.client.users | quote }}
    {{- range $name, $key := dict "KAFKA_CLIENT_PASSWORDS" "client-passwords" "KAFKA_INTER_BROKER_PASSWORD" "inter-broker-password" "KAFKA_CONTROLLER_PASSWORD" "controller-password" }}
    - name: {{ $name }}
      valueFrom:
        secretKeyRef:
          name: {{ include "kafka.fullname" $.context }}-user-passwords
          key: {{ $key }}
    {{- end }}
    {{- end }}
  volumeMounts:
    - name: data
      mountPath: /bitnami/kafka
    - name: kafka-config
      mountPath: /config
    - name: kafka-configmaps
      mountPath: /configmaps
    - name: scripts
      mountPath: /scripts
    - name: tmp
      mountPath: /tmp
{{- end -}}

{{- define "kafka.jmxContainer" -}}
- name: jmx-exporter
  image: {{ include "kafka.image" .Values.metrics.jmx.image }}
  imagePullPolicy: "IfNotPresent"
  securityContext: {{- toYaml .Values.containerSecurityContext | nindent 4 }}
  command:
    - java
  args:
    - -XX:MaxRAMPercentage=100
    - -XshowSettings:vm
    - -jar
    - jmx_prometheus_standalone.jar
    - "5556"
    - /etc/jmx-kafka/jmx-kafka-prometheus.yml
  ports:
    - name: metrics
      containerPort: 5556
  livenessProbe:
    tcpSocket:
      port: metrics
    initialDelaySeconds: 60
    periodSeconds: 10
    failureThreshold: 3
    timeoutSeconds: 1
  readinessProbe:
    httpGet:
      path: /
      port: metrics
    initialDelaySeconds: 10
    periodSeconds: 10
    failureThreshold: 3
    timeoutSeconds: 3
  volumeMounts:
    - name: jmx-config
      mountPath: /etc/jmx-kafka
{{- end -}}
