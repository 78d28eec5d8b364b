// Records how Kubernetes itself decodes the cases of cases.json, into recorded.json:
//
//	go run .
//
// Documents go through sigs.k8s.io/yaml, leniently as kubectl reads them and strictly; streams through the decoder with
// which kubectl reads files.
package main

import (
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"
	"runtime/debug"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	streams "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

type cases struct {
	Documents []string `json:"documents"`
	Streams   []string `json:"streams"`
}

type document struct {
	YAML string `json:"yaml"`
	// What it is as JSON, unless it is refused.
	JSON        json.RawMessage `json:"json,omitempty"`
	Error       string          `json:"error,omitempty"`
	StrictError string          `json:"strictError,omitempty"`
}

type stream struct {
	Text      string            `json:"text"`
	Documents []json.RawMessage `json:"documents"`
	// What ended it before its end.
	Error string `json:"error,omitempty"`
}

type recording struct {
	Modules   map[string]string `json:"modules"`
	Documents []document        `json:"documents"`
	Streams   []stream          `json:"streams"`
}

func main() {
	var in cases
	content, err := os.ReadFile("cases.json")
	check(err)
	check(json.Unmarshal(content, &in))
	out := recording{Modules: modules()}
	for _, text := range in.Documents {
		out.Documents = append(out.Documents, decodeDocument(text))
	}
	for _, text := range in.Streams {
		out.Streams = append(out.Streams, decodeStream(text))
	}
	file, err := os.Create("recorded.json")
	check(err)
	encoder := json.NewEncoder(file)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	check(encoder.Encode(out))
	check(file.Close())
}

func decodeDocument(text string) document {
	recorded := document{YAML: text}
	decoded, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		recorded.Error = err.Error()
		return recorded
	}
	recorded.JSON = decoded
	if _, err := yaml.YAMLToJSONStrict([]byte(text)); err != nil {
		recorded.StrictError = err.Error()
	}
	return recorded
}

// As https://github.com/kubernetes/cli-runtime/blob/v0.37.0/pkg/resource/visitor.go (StreamVisitor) does.
func decodeStream(text string) stream {
	recorded := stream{Text: text, Documents: []json.RawMessage{}}
	decoder := streams.NewYAMLOrJSONDecoder(strings.NewReader(text), 4096)
	for {
		var raw runtime.RawExtension
		err := decoder.Decode(&raw)
		if errors.Is(err, io.EOF) {
			return recorded
		}
		if err != nil {
			recorded.Error = err.Error()
			return recorded
		}
		if trimmed := strings.TrimSpace(string(raw.Raw)); trimmed != "" && trimmed != "null" {
			recorded.Documents = append(recorded.Documents, json.RawMessage(trimmed))
		}
	}
}

func modules() map[string]string {
	versions := map[string]string{}
	info, _ := debug.ReadBuildInfo()
	for _, module := range info.Deps {
		switch module.Path {
		case "sigs.k8s.io/yaml", "go.yaml.in/yaml/v2", "k8s.io/apimachinery":
			versions[module.Path] = module.Version
		}
	}
	return versions
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
