// Command oracle fills templates as Cluster API does.
//
// Each line of standard input is {"template": …, "values": {…}}; each line of standard output {"text": …} or {"error": …}.
// Source: renderValueTemplate of Cluster API 1.10, internal/controllers/topology/cluster/patches/inline.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"text/template"

	"github.com/Masterminds/sprig/v3"
)

type request struct {
	Template string         `json:"template"`
	Values   map[string]any `json:"values"`
}

type answer struct {
	Text  string `json:"text"`
	Error string `json:"error,omitempty"`
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 64<<20)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	for input.Scan() {
		asked := request{}
		if err := json.Unmarshal(input.Bytes(), &asked); err != nil {
			panic(err)
		}
		if err := json.NewEncoder(output).Encode(fill(asked)); err != nil {
			panic(err)
		}
	}
	if err := input.Err(); err != nil {
		panic(err)
	}
}

func fill(asked request) (result answer) {
	defer func() {
		if reason := recover(); reason != nil {
			result = answer{Error: "panic"}
		}
	}()
	parsed, err := template.New("tpl").Funcs(sprig.HermeticTxtFuncMap()).Parse(asked.Template)
	if err != nil {
		return answer{Error: err.Error()}
	}
	var text bytes.Buffer
	if err := parsed.Execute(&text, asked.Values); err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Text: text.String()}
}
