// Tells what Go's two YAML parsers make of texts. Standard input holds texts, each behind a line with its length in
// bytes; standard output gets a line of JSON for each: an answer is absent where the parser fails.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"strings"
	"time"

	yamlv2 "go.yaml.in/yaml/v2"
	yamlv3 "gopkg.in/yaml.v3"
	sigs "sigs.k8s.io/yaml"
)

type answer struct {
	V2 *string `json:"v2,omitempty"`
	V3 *string `json:"v3,omitempty"`
	// What follows the first document is neither read nor complained of, by v2 and by v3.
	DropsV2 bool `json:"dropsV2,omitempty"`
	DropsV3 bool `json:"dropsV3,omitempty"`
	// Two keys have one name, and chance decides which of them stays.
	Varies bool `json:"varies,omitempty"`
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for {
		var length int
		if _, err := fmt.Fscanf(in, "%d\n", &length); err != nil {
			return
		}
		text := make([]byte, length)
		if _, err := io.ReadFull(in, text); err != nil {
			panic(err)
		}
		if err := encoder.Encode(read(text)); err != nil {
			panic(err)
		}
	}
}

func read(text []byte) (result answer) {
	if bytes, err := sigs.YAMLToJSON(text); err == nil {
		result.V2 = pointer(format(exact(bytes)))
	}
	var v2 interface{}
	if yamlv2.Unmarshal(text, &v2) == nil {
		plain(v2, &result.Varies)
	}
	var v3 interface{}
	if yamlv3.Unmarshal(text, &v3) == nil {
		result.V3 = pointer(format(plain(v3, &result.Varies)))
	}
	result.DropsV2 = drops(yamlv2.NewDecoder(bytes.NewReader(text)))
	result.DropsV3 = drops(yamlv3.NewDecoder(bytes.NewReader(text)))
	return result
}

type documents interface{ Decode(interface{}) error }

func drops(decoder documents) bool {
	var first, second interface{}
	if decoder.Decode(&first) != nil {
		return false
	}
	err := decoder.Decode(&second)
	return err != nil && strings.Contains(err.Error(), "did not find expected <document start>")
}

func pointer(text string) *string { return &text }

// plain gives maps the keys that they have in print.
func plain(value interface{}, varies *bool) interface{} {
	switch typed := value.(type) {
	case map[interface{}]interface{}:
		result := map[string]interface{}{}
		for key, field := range typed {
			name := fmt.Sprint(key)
			if _, found := result[name]; found {
				*varies = true
			}
			result[name] = plain(field, varies)
		}
		return result
	case map[string]interface{}:
		result := map[string]interface{}{}
		for key, field := range typed {
			result[key] = plain(field, varies)
		}
		return result
	case []interface{}:
		result := make([]interface{}, len(typed))
		for index, item := range typed {
			result[index] = plain(item, varies)
		}
		return result
	case time.Time:
		return typed.Format(time.RFC3339Nano)
	case int, int64, uint64:
		return number(fmt.Sprint(typed))
	case float64:
		if math.IsInf(typed, 0) || math.IsNaN(typed) {
			return fmt.Sprintf("special %v", typed)
		}
	}
	return value
}

// exact reads JSON so that no digit of an integer is lost.
func exact(text []byte) interface{} {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value interface{}
	if err := decoder.Decode(&value); err != nil {
		panic(err)
	}
	return numbers(value)
}

func numbers(value interface{}) interface{} {
	switch typed := value.(type) {
	case map[string]interface{}:
		for key, field := range typed {
			typed[key] = numbers(field)
		}
	case []interface{}:
		for index, item := range typed {
			typed[index] = numbers(item)
		}
	case json.Number:
		return number(typed.String())
	}
	return value
}

// number gives an integer that JavaScript cannot hold as text. One beyond 64 bits is a float, which Go prints without a
// point or an exponent up to 1e21.
func number(text string) interface{} {
	value, err := strconv.ParseInt(text, 10, 64)
	isSafe := err == nil && value < 1<<53 && value > -(1<<53)
	_, unsignedErr := strconv.ParseUint(text, 10, 64)
	isFloat := strings.ContainsAny(text, ".eE") || (err != nil && unsignedErr != nil)
	if isFloat || isSafe {
		return json.Number(text)
	}
	return "int " + text
}

func format(value interface{}) string {
	bytes, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	return string(bytes)
}
