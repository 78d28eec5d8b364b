// Command render renders each variant of the charts beside it, as `helm template` does, and says which files differ
// from what is there.
//
//	go run . [-write] [-charts FOLDER]
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"helm.sh/helm/v4/pkg/action"
	"helm.sh/helm/v4/pkg/chart/common"
	chartloader "helm.sh/helm/v4/pkg/chart/v2/loader"
	release "helm.sh/helm/v4/pkg/release/v1"
)

// What charts may ask about where they go is the same everywhere, so that the output is.
const (
	releaseName = "orders"
	namespace   = "shop"
	kubeVersion = "v1.34.0"
)

func main() {
	charts := flag.String("charts", "..", "folder of the charts")
	write := flag.Bool("write", false, "write what differs")
	flag.Parse()
	slog.SetDefault(slog.New(slog.DiscardHandler))
	differ, err := renderAll(*charts, *write)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if differ && !*write {
		os.Exit(1)
	}
}

// renderAll renders FOLDER/<chart>/variants/<variant>/values.yaml to rendered.yaml beside it.
func renderAll(folder string, write bool) (differ bool, err error) {
	variants, err := filepath.Glob(filepath.Join(folder, "*", "variants", "*", "values.yaml"))
	if err != nil {
		return false, err
	}
	if len(variants) == 0 {
		return false, fmt.Errorf("no */variants/*/values.yaml in %q", folder)
	}
	for _, values := range variants {
		text, err := render(filepath.Dir(filepath.Dir(filepath.Dir(values))), values)
		if err != nil {
			return differ, fmt.Errorf("%s: %w", values, err)
		}
		target := filepath.Join(filepath.Dir(values), "rendered.yaml")
		before, err := os.ReadFile(target)
		if err != nil && !os.IsNotExist(err) {
			return differ, err
		}
		if bytes.Equal(before, text) {
			fmt.Println("same   ", target)
			continue
		}
		differ = true
		fmt.Println("differs", target)
		if !write {
			continue
		}
		if err := os.WriteFile(target, text, 0o644); err != nil {
			return differ, err
		}
	}
	return differ, nil
}

// render gives what `helm template` prints: the manifest in the order of installation, then the hooks.
// https://github.com/helm/helm/blob/v4.3.1/pkg/cmd/template.go
func render(chartFolder, valuesFile string) ([]byte, error) {
	chart, err := chartloader.Load(chartFolder)
	if err != nil {
		return nil, err
	}
	values, err := common.ReadValuesFile(valuesFile)
	if err != nil {
		return nil, err
	}
	version, err := common.ParseKubeVersion(kubeVersion)
	if err != nil {
		return nil, err
	}
	install := action.NewInstall(action.NewConfiguration())
	install.DryRunStrategy = action.DryRunClient
	install.Replace = true
	install.ReleaseName = releaseName
	install.Namespace = namespace
	install.KubeVersion = version
	installed, err := install.Run(chart, values)
	if err != nil {
		return nil, err
	}
	rendered, ok := installed.(*release.Release)
	if !ok {
		return nil, fmt.Errorf("unexpected release %T", installed)
	}
	var text bytes.Buffer
	fmt.Fprintln(&text, strings.TrimSpace(rendered.Manifest))
	for _, hook := range rendered.Hooks {
		fmt.Fprintf(&text, "---\n# Source: %s\n%s\n", hook.Path, hook.Manifest)
	}
	return text.Bytes(), nil
}
