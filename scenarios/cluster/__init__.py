"""A Kubernetes cluster of one node for prove-cluster: the cluster, its images, its pods, and what is measured."""
