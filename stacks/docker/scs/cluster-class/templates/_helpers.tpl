{{/*
Prefix of every object. It carries the version because templates are immutable:
two releases of this stack live side by side while clusters move from one to the other.
*/}}
{{- define "class.name" -}}
{{ .Release.Name }}-{{ .Chart.Version }}
{{- end }}

{{/* A machine's image, with the digest that is known for it. */}}
{{- define "class.image" -}}
{{ .name }}{{ with index .digests .name }}@{{ . }}{{ end }}
{{- end }}
