{{/* StatefulSet of a role; takes the context, the role and its values. */}}
{{- define "kafka.statefulSet" -}}
{{- $ := .context -}}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: {{ include "kafka.fullname" $ }}-{{ .role }}
  namespace: {{ $.Release.Namespace | quote }}
  labels: {{- include "kafka.labels.standard" $ | nindent 4 }}
    app.kubernetes.io/component: {{ .role }}
    app.kubernetes.io/part-of: kafka
spec:
  podManagementPolicy: Parallel
  replicas: {{ .values.replicaCount }}
  selector:
    matchLabels: {{- include "kafka.labels.matchLabels" $ | nindent 6 }}
      app.kubernetes.io/component: {{ .role }}
      app.kubernetes.io/part-of: kafka
  serviceName: {{ include "kafka.fullname" $ }}-{{ .role }}-headless
  updateStrategy:
    type: RollingUpdate
  template:
    metadata:
      labels: {{- include "kafka.labels.standard" $ | nindent 8 }}
        app.kubernetes.io/component: {{ .role }}
        app.kubernetes.io/part-of: kafka
      annotations:
        checksum/configuration: {{ include "kafka.properties" (dict "context" $ "role" .role "mountPath" .values.persistence.mountPath) | sha256sum }}
    spec:
      automountServiceAccountToken: false
      hostNetwork: false
      hostIPC: false
      affinity:
        podAffinity:
        podAntiAffinity:
          {{- if eq .values.podAntiAffinityPreset "hard" }}
          requiredDuringSchedulingIgnoredDuringExecution:
            - labelSelector:
                matchLabels: {{- include "kafka.labels.matchLabels" $ | nindent 18 }}
                  app.kubernetes.io/component: {{ .role }}
              topologyKey: kubernetes.io/hostname
          {{- else }}
          preferredDuringSchedulingIgnoredDuringExecution:
            - podAffinityTerm:
                labelSelector:
                  matchLabels: {{- include "kafka.labels.matchLabels" $ | nindent 20 }}
                    app.kubernetes.io/component: {{ .role }}
                topologyKey: kubernetes.io/hostname
              weight: 1
          {{- end }}
        nodeAffinity:
      {{- with .values.terminationGracePeriodSeconds }}
      terminationGracePeriodSeconds: {{ . }}
      {{- end }}
      securityContext: {{- toYaml $.Values.podSecurityContext | nindent 8 }}
      serviceAccountName: {{ include "kafka.fullname" $ }}
      enableServiceLinks: true
      initContainers:
        {{- include "kafka.prepareConfig" . | nindent 8 }}
      containers:
        - name: kafka
          image: {{ include "kafka.image" $.Values.image }}
          imagePullPolicy: "IfNotPresent"
          securityContext: {{- toYaml $.Values.containerSecurityContext | nindent 12 }}
          env:
            - name: KAFKA_HEAP_OPTS
              value: {{ $.Values.heapOpts | quote }}
            - name: KAFKA_CFG_PROCESS_ROLES
              value: {{ ternary "controller,broker" "broker" (eq .role "controller") | quote }}
            - name: KAFKA_KRAFT_CLUSTER_ID
              valueFrom:
                secretKeyRef:
                  name: {{ include "kafka.fullname" $ }}-kraft
                  key: cluster-id
            {{- if $.Values.sasl.enabled }}
            - name: KAFKA_KRAFT_BOOTSTRAP_SCRAM_USERS
              value: "true"
            - name: KAFKA_CLIENT_USERS
              value: {{ join "," $.Values.sasl.client.users | quote }}
            - name: KAFKA_CLIENT_PASSWORDS
              valueFrom:
                secretKeyRef:
                  name: {{ include "kafka.fullname" $ }}-user-passwords
                  key: client-passwords
            {{- end }}
            {{- if $.Values.metrics.jmx.enabled }}
            - name: JMX_PORT
              value: "5555"
            {{- end }}
          ports:
            {{- if eq .role "controller" }}
            - name: controller
              containerPort: 9093
            {{- end }}
            - name: client
              containerPort: 9092
            - name: interbroker
              containerPort: 9094
            {{- if $.Values.externalAccess.enabled }}
            - name: external
              containerPort: 9095
            {{- end }}
          livenessProbe:
            {{- toYaml $.Values.livenessProbe | nindent 12 }}
            exec:
              command:
                - pgrep
                - -f
                - kafka
          readinessProbe:
            {{- toYaml $.Values.readinessProbe | nindent 12 }}
            tcpSocket:
              port: {{ ternary "controller" "client" (eq .role "controller") | quote }}
          resources: {{- toYaml $.Values.resources | nindent 12 }}
          volumeMounts:
            - name: data
              mountPath: {{ .values.persistence.mountPath }}
            - name: logs
              mountPath: {{ .values.logPersistence.mountPath }}
            - name: kafka-config
              mountPath: /opt/bitnami/kafka/config/server.properties
              subPath: server.properties
            - name: log4j2
              mountPath: /opt/bitnami/kafka/config/log4j2.yaml
              subPath: log4j2.yaml
            - name: tmp
              mountPath: /tmp
        {{- if $.Values.metrics.jmx.enabled }}
        {{- include "kafka.jmxContainer" $ | nindent 8 }}
        {{- end }}
      volumes:
        - name: kafka-configmaps
          configMap:
            name: {{ include "kafka.fullname" $ }}-{{ .role }}-configuration
        - name: kafka-config
          emptyDir: {}
        - name: log4j2
          configMap:
            name: {{ include "kafka.fullname" $ }}-log4j2
        - name: tmp
          emptyDir: {}
        - name: scripts
          configMap:
            name: {{ include "kafka.fullname" $ }}-scripts
            defaultMode: 493
        {{- if $.Values.metrics.jmx.enabled }}
        - name: jmx-config
          configMap:
            name: {{ include "kafka.fullname" $ }}-jmx-configuration
        {{- end }}
        {{- if not .values.logPersistence.enabled }}
        - name: logs
          emptyDir: {}
        {{- end }}
  volumeClaimTemplates:
    {{- $claims := dict "data" .values.persistence -}}
    {{- if .values.logPersistence.enabled }}{{ $claims = set $claims "logs" .values.logPersistence }}{{ end -}}
    {{- $defaults := .values.persistence -}}
    {{- range $name, $claim := $claims }}
    - apiVersion: v1
      kind: PersistentVolumeClaim
      metadata:
        name: {{ $name }}
      spec:
        accessModes: {{- toYaml $defaults.accessModes | nindent 10 }}
        resources:
          requests:
            storage: {{ $claim.size | quote }}
        {{- with $defaults.storageClass }}
        storageClassName: {{ . }}
        {{- end }}
    {{- end }}
{{- end -}}
