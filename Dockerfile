# Container image of spiffe-aws: only the native binary, glibc and the public CAs. It has no shell and does
# not run as root. native/release builds a similar image without a container engine.
#
#   mvn -Pnative package
#   docker build -t spiffe-aws:0.1.0 .
#
# For arm64, on an x86-64 machine: mvn -Pnative,arm64 package, and docker build --platform linux/arm64.
#
# The base image has no version tags. To pin it, specify a digest:
#
#   docker build --build-arg BASE=gcr.io/distroless/base-nossl-debian12:nonroot@sha256:... -t spiffe-aws:0.1.0 .
ARG BASE=gcr.io/distroless/base-nossl-debian12:nonroot

FROM ${BASE} AS for-amd64
COPY --chmod=0755 native/target/spiffe-aws /usr/local/bin/spiffe-aws

FROM ${BASE} AS for-arm64
COPY --chmod=0755 native/target/spiffe-aws-arm64 /usr/local/bin/spiffe-aws

FROM for-${TARGETARCH}
USER 65532:65532
ENTRYPOINT ["/usr/local/bin/spiffe-aws"]
