{{/*
All addons are rendered under one release name, so it tells nothing: the names of
objects are fixed, and their labels come from the chart.
*/}}
{{- define "cni.selector" -}}
app.kubernetes.io/name: kindnet
{{- end }}

{{- define "cni.labels" -}}
{{ include "cni.selector" . }}
app.kubernetes.io/component: cni
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
{{- end }}
