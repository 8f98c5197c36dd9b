// Command oracle tells what Cluster API's webhook says about the variables of ClusterClasses.
//
// Each line of standard input is the JSON of one variable; each line of standard output the JSON list of its errors.
// The module's name lets it import Cluster API's internal packages.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"

	"k8s.io/apimachinery/pkg/util/validation/field"
	clusterv1 "sigs.k8s.io/cluster-api/api/v1beta1"
	"sigs.k8s.io/cluster-api/internal/topology/variables"
)

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 64<<20)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	for input.Scan() {
		if err := json.NewEncoder(output).Encode(validate(input.Bytes())); err != nil {
			panic(err)
		}
	}
	if err := input.Err(); err != nil {
		panic(err)
	}
}

func validate(text []byte) []string {
	variable := clusterv1.ClusterClassVariable{}
	if err := json.Unmarshal(text, &variable); err != nil {
		return []string{"malformed: " + err.Error()}
	}
	errors := []string{}
	for _, err := range variables.ValidateClusterClassVariables(context.Background(), nil, []clusterv1.ClusterClassVariable{variable}, field.NewPath("variables")) {
		errors = append(errors, err.Error())
	}
	return errors
}
