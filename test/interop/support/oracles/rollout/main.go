// Command oracle tells which machines Cluster API 1.14 replaces for a change.
//
// Each line of standard input is a question in JSON, each line of standard output its answer. A question has the spec of a
// KubeadmControlPlane, or of a MachineDeployment's machines, before and after.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"os"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	bootstrapv1 "sigs.k8s.io/cluster-api/api/bootstrap/kubeadm/v1beta2"
	controlplanev1 "sigs.k8s.io/cluster-api/api/controlplane/kubeadm/v1beta2"
	clusterv1 "sigs.k8s.io/cluster-api/api/core/v1beta2"
	kubeadm "sigs.k8s.io/cluster-api/controlplane/kubeadm/pkg"
	"sigs.k8s.io/cluster-api/controlplane/kubeadm/pkg/desiredstate"
	"sigs.k8s.io/cluster-api/controlplane/kubeadm/webhooks/admission"
	"sigs.k8s.io/cluster-api/core/reconcilers/machinedeployment/mdutil"
)

type question struct {
	Kind   string
	Before json.RawMessage
	After  json.RawMessage
}

type answer struct {
	// Whether the machine that kubeadm init made is replaced, one that joined, or, of a MachineDeployment, all.
	First, Joined, All bool
	// What the webhook says; empty where it lets the change pass.
	Refused string
	Failed  string
}

func main() {
	input := bufio.NewScanner(os.Stdin)
	input.Buffer(nil, 64<<20)
	output := bufio.NewWriter(os.Stdout)
	defer output.Flush()
	for input.Scan() {
		if err := json.NewEncoder(output).Encode(ask(input.Bytes())); err != nil {
			panic(err)
		}
	}
	if err := input.Err(); err != nil {
		panic(err)
	}
}

func ask(text []byte) answer {
	q := question{}
	if err := json.Unmarshal(text, &q); err != nil {
		return answer{Failed: err.Error()}
	}
	if q.Kind == "machines" {
		return askMachines(q)
	}
	before, after := controlPlane(), controlPlane()
	if err := json.Unmarshal(q.Before, &before.Spec); err != nil {
		return answer{Failed: err.Error()}
	}
	if err := json.Unmarshal(q.After, &after.Spec); err != nil {
		return answer{Failed: err.Error()}
	}
	first, err := isReplaced(before, after, false)
	if err != nil {
		return answer{Failed: err.Error()}
	}
	joined, err := isReplaced(before, after, true)
	if err != nil {
		return answer{Failed: err.Error()}
	}
	result := answer{First: first, Joined: joined}
	if _, err := (&admission.KubeadmControlPlane{}).ValidateUpdate(context.Background(), before, after); err != nil {
		result.Refused = err.Error()
	}
	return result
}

func controlPlane() *controlplanev1.KubeadmControlPlane {
	return &controlplanev1.KubeadmControlPlane{ObjectMeta: metav1.ObjectMeta{Name: "demo", Namespace: "default"}}
}

func isReplaced(before, after *controlplanev1.KubeadmControlPlane, joined bool) (bool, error) {
	cluster := &clusterv1.Cluster{ObjectMeta: metav1.ObjectMeta{Name: "demo", Namespace: "default"}}
	config, err := desiredstate.ComputeDesiredKubeadmConfig(before, cluster, joined, "machine", nil)
	if err != nil {
		return false, err
	}
	machine := &clusterv1.Machine{ObjectMeta: metav1.ObjectMeta{Name: "machine", Namespace: "default"}}
	machine.Spec.Version = before.Spec.Version
	machine.Spec.Bootstrap.ConfigRef = clusterv1.ContractVersionedObjectReference{APIGroup: bootstrapv1.GroupVersion.Group, Kind: "KubeadmConfig", Name: "machine"}
	now := metav1.Now()
	upToDate, _, err := kubeadm.UpToDate(context.Background(), nil, cluster, machine, after, &now,
		map[string]*unstructured.Unstructured{}, map[string]*bootstrapv1.KubeadmConfig{"machine": config})
	return !upToDate, err
}

func askMachines(q question) answer {
	before, after := clusterv1.MachineTemplateSpec{}, clusterv1.MachineTemplateSpec{}
	if err := json.Unmarshal(q.Before, &before); err != nil {
		return answer{Failed: err.Error()}
	}
	if err := json.Unmarshal(q.After, &after); err != nil {
		return answer{Failed: err.Error()}
	}
	upToDate, _ := mdutil.MachineTemplateUpToDate(&before, &after)
	return answer{All: !upToDate}
}
