# shellcheck shell=bash
# Builds the programs of kube-node into its cache, from Go modules and Debian packages. Read by kube-node.

readonly coredns=v1.14.7 traefik=v3.7.13 kube_router=v2.1.0 csi_driver=v0.2.6 csi_registrar=v2.12.0
readonly cache=${XDG_CACHE_HOME:-$HOME/.cache}/real-stack/node-$coredns-$traefik
readonly bin=$cache/bin debian=$cache/debian

kubernetes_programs() {
  kube_bin=$("$here/kube-stack" build kube-controller-manager kube-scheduler kubelet kube-proxy)
  readonly kube_bin
}

build() {
  local program
  install_packages
  mkdir -p "$cache/src" "$bin"
  export GOFLAGS="-mod=mod -buildvcs=false" GOTOOLCHAIN=local GOWORK=off
  for program in coredns traefik kube_router pause debian; do
    [ -e "$cache/$program.built" ] || {
      (cd "$cache/src" && "build_$program")
      touch "$cache/$program.built"
    }
  done
  [ -e "$cache/csi.built" ] || [ -z "${CSI_SOURCE-}" ] || {
    (cd "$cache/src" && build_csi)
    touch "$cache/csi.built"
  }
  echo "$bin"
}

# From clones, since these programs are not published as Go modules.
build_csi() {
  rm -rf csi
  mkdir -p csi/{driver,registrar}
  git -C "$CSI_SOURCE/spiffe-csi" archive "$csi_driver" | tar x -C csi/driver
  git -C "$CSI_SOURCE/node-driver-registrar" archive "$csi_registrar" | tar x -C csi/registrar
  export GOFLAGS=-buildvcs=false CGO_ENABLED=0
  (cd csi/driver && go build -ldflags '-s -w' -o "$bin/spiffe-csi-driver" ./cmd/spiffe-csi-driver)
  (cd csi/registrar && go build -ldflags '-s -w' -o "$bin/csi-node-driver-registrar" ./cmd/csi-node-driver-registrar)
}

install_packages() {
  command -v containerd runc conntrack iptables ipset debootstrap >/dev/null && [ -x /usr/lib/cni/bridge ] ||
    apt-get install -y -qq --no-install-recommends containerd runc containernetworking-plugins conntrack iptables \
      ipset debootstrap >/dev/null </dev/null || die "containerd, runc, containernetworking-plugins, conntrack, iptables, ipset and debootstrap are required"
}

module() { # NAME: a new module in the directory NAME, which becomes the current one
  rm -rf "${1:?}"
  mkdir "$1"
  cd "$1"
  printf 'module %s\ngo 1.26.0\n' "$1" >go.mod
}

copy_of() { # MODULE@VERSION DIR: copies its source
  local from
  from=$(go mod download -json "$1" | sed -n 's/.*"Dir": "\(.*\)".*/\1/p')
  cp -r --no-preserve=mode "$from" "$2"
}

# CoreDNS with three plugins only.
build_coredns() {
  module coredns
  go mod edit -require "github.com/coredns/coredns@$coredns"
  cat >main.go <<'G'
package main

import (
	"github.com/coredns/coredns/core/dnsserver"
	"github.com/coredns/coredns/coremain"
	_ "github.com/coredns/coredns/plugin/errors"
	_ "github.com/coredns/coredns/plugin/hosts"
	_ "github.com/coredns/coredns/plugin/kubernetes"
)

func main() {
	dnsserver.Directives = []string{"errors", "hosts", "kubernetes"}
	coremain.Run()
}
G
  go build -ldflags '-s -w' -o "$bin/coredns" .
}

# Traefik replaces modules, which applies only in its own build. Three of them are not part of the published module or
# not always available. What is left out instead: extensions, two functions of HTTP authentication, and DNS providers.
build_traefik() {
  module traefik
  copy_of github.com/abbot/go-http-auth@v0.4.0 auth
  printf 'module github.com/abbot/go-http-auth\n' >auth/go.mod
  cat >auth/stale.go <<'G'
package auth

import "net/http"

func CheckSecret(string, string) bool { return false }

func (a *DigestAuth) RequireAuthStale(w http.ResponseWriter, r *http.Request) { a.RequireAuth(w, r) }
G
  copy_of "$(go mod download -json "github.com/traefik/traefik/v3@$traefik" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p' |
    xargs sed -n 's|.*\(github.com/go-acme/lego/v5\) |\1@|p')" lego
  rm -rf lego/providers/dns
  mkdir lego/providers/dns extensions
  cat >lego/providers/dns/none.go <<'G'
package dns

import (
	"errors"

	"github.com/go-acme/lego/v5/challenge"
)

func NewDNSChallengeProviderByName(name string) (challenge.Provider, error) {
	return nil, errors.New("no DNS provider " + name)
}
G
  printf 'module github.com/traefik/traefik/dynamic/ext\n' >extensions/go.mod
  printf 'package ext\n\ntype HTTP struct{}\n\ntype Router struct{}\n' >extensions/none.go
  go mod edit -require "github.com/traefik/traefik/v3@$traefik" \
    -replace github.com/abbot/go-http-auth=./auth -replace github.com/go-acme/lego/v5=./lego \
    -replace github.com/traefik/traefik/dynamic/ext=./extensions \
    -replace github.com/gorilla/mux=github.com/containous/mux@v0.0.0-20250523120546-41b6ec3aed59
  go build -ldflags '-s -w' -o "$bin/traefik" github.com/traefik/traefik/v3/cmd/traefik
}

# kube-router, which enforces NetworkPolicies.
build_kube_router() {
  module router
  go mod edit -require "github.com/cloudnativelabs/kube-router/v2@$kube_router"
  go build -ldflags '-s -w' -o "$bin/kube-router" github.com/cloudnativelabs/kube-router/v2/cmd/kube-router
}

# The program of a pod's own container, which does nothing.
build_pause() {
  module pause
  cat >main.go <<'G'
package main

import (
	"os"
	"os/signal"
	"syscall"
)

func main() {
	end := make(chan os.Signal, 1)
	signal.Notify(end, syscall.SIGINT, syscall.SIGTERM)
	<-end
}
G
  CGO_ENABLED=0 go build -ldflags '-s -w' -o "$bin/pause" .
}

# The root directory of images with programs of users.
build_debian() {
  local mirror release
  mirror=$(awk '/^URIs:/ {print $2; exit}' /etc/apt/sources.list.d/debian.sources)
  # shellcheck source=/dev/null
  release=$(. /etc/os-release && echo "$VERSION_CODENAME")
  rm -rf "$debian"
  debootstrap --variant=minbase --include=python3,ca-certificates "$release" "$debian" "$mirror" >debootstrap.log ||
    die "debootstrap failed, see $PWD/debootstrap.log"
  pip install --quiet --root-user-action ignore --target "$debian/opt/aws" --only-binary :all: \
    --python-version "$(chroot "$debian" python3 -c 'import sys; print(*sys.version_info[:2], sep=".")')" awscli boto3
  printf '#!/bin/sh\nPYTHONPATH=/opt/aws exec python3 -m awscli "$@"\n' >"$debian/usr/local/bin/aws"
  chmod +x "$debian/usr/local/bin/aws"
  rm -rf "$debian"/var/cache/apt/* "$debian"/var/lib/apt/lists/* "$debian"/usr/share/{doc,man,locale} "$debian/opt/aws/awscli/examples"
}
