package file

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"go.yaml.in/yaml/v3"
)

// ParseMapping reads a mapping from YAML. A word it does not know is an error: it would otherwise do
// nothing, unnoticed.
func ParseMapping(text []byte) (Mapping, error) {
	var m Mapping
	d := yaml.NewDecoder(bytes.NewReader(text))
	d.KnownFields(true)
	if err := d.Decode(&m); err != nil && !errors.Is(err, io.EOF) {
		return Mapping{}, fmt.Errorf("mapping: %w", err)
	}
	return m, nil
}

// ReadMapping reads a mapping file.
func ReadMapping(path string) (Mapping, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return Mapping{}, err
	}
	m, err := ParseMapping(text)
	if err != nil {
		return Mapping{}, fmt.Errorf("%s: %w", path, err)
	}
	return m, nil
}

// YAML is the mapping as a mapping file.
func (m Mapping) YAML() []byte {
	text, err := yaml.Marshal(m)
	if err != nil { // strings, lists and maps of strings: nothing can fail
		panic(err)
	}
	return text
}

// Line is the mapping as one line of text: the same line means the same mapping.
func (m Mapping) Line() string {
	var v map[string]any
	if err := yaml.Unmarshal(m.YAML(), &v); err != nil {
		panic(err)
	}
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}
