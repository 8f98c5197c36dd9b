// Says why server-side apply takes no object: a line of JSON for each object, null where it takes it.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/applyconfigurations"
	"k8s.io/client-go/kubernetes/scheme"
)

func main() {
	converter := applyconfigurations.NewTypeConverter(scheme.Scheme)
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 1<<24)
	for input.Scan() {
		object := &unstructured.Unstructured{}
		var answer any
		if err := object.UnmarshalJSON(input.Bytes()); err != nil {
			answer = err.Error()
		} else if _, err := converter.ObjectToTyped(object); err != nil {
			answer = err.Error()
		}
		line, _ := json.Marshal(answer)
		fmt.Println(string(line))
	}
}
