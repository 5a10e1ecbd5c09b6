# shellcheck shell=bash
# The version of Kubernetes, and options of its API server. Read by kube-stack and kube-node.

readonly kubernetes=${KUBERNETES:-v1.34.1}

# Sets `feature_options`. MutatingAdmissionPolicy is beta and disabled by default before 1.36.
feature_options() {
  local minor=${kubernetes#v1.}
  feature_options=(--feature-gates=WatchList=false)
  [ "${minor%%.*}" -ge 36 ] || feature_options=(
    "--feature-gates=WatchList=false,MutatingAdmissionPolicy=true"
    --runtime-config=admissionregistration.k8s.io/v1beta1=true)
}
