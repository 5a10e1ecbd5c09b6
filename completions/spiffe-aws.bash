# bash completion for spiffe-aws, made by: spiffe-aws completion bash

# What the command at the path $1 has: commands, options, those of them that take a value.
_spiffe_aws_at() {
  case $1 in
    '')
      commands='register entry agent trust jwt creds oidc s3 doctor sandbox plan apply destroy import render completion help version'
      options='-o --output -q --quiet --debug --color --timeout -h --help -V --version'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'register')
      commands=''
      options='--selector --parent-id --node -f --file --exact --jwt-svid-ttl --x509-svid-ttl --hint --dns-name --federates-with --expires-at --admin --downstream --store-svid --foreign-prefix --server-socket --server-address --workload-socket --admin-id --server-exec --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--selector --parent-id -f --file --jwt-svid-ttl --x509-svid-ttl --hint --dns-name --federates-with --expires-at --foreign-prefix --server-socket --server-address --workload-socket --admin-id --server-exec -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'entry')
      commands='list show export delete'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'entry list')
      commands=''
      options='--spiffe-id --parent-id --selector --match --hint --server-socket --server-address --workload-socket --admin-id --server-exec -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--spiffe-id --parent-id --selector --match --hint --server-socket --server-address --workload-socket --admin-id --server-exec -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'entry show')
      commands=''
      options='--server-socket --server-address --workload-socket --admin-id --server-exec -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--server-socket --server-address --workload-socket --admin-id --server-exec -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'entry export')
      commands=''
      options='--foreign-prefix --server-socket --server-address --workload-socket --admin-id --server-exec -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--foreign-prefix --server-socket --server-address --workload-socket --admin-id --server-exec -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'entry delete')
      commands=''
      options='--spiffe-id -y --yes --foreign-prefix --server-socket --server-address --workload-socket --admin-id --server-exec --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--spiffe-id --foreign-prefix --server-socket --server-address --workload-socket --admin-id --server-exec -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'agent')
      commands='list'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'agent list')
      commands=''
      options='--server-socket --server-address --workload-socket --admin-id --server-exec -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--server-socket --server-address --workload-socket --admin-id --server-exec -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust')
      commands='provider role add-sub remove-sub list-subs policy lint check'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust provider')
      commands='create show list delete'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust provider create')
      commands=''
      options='--tag --region --allow-http --profile --dry-run --audience --thumbprint --exact --skip-check -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--tag --region --profile --audience --thumbprint -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust provider show')
      commands=''
      options='--region --allow-http --profile -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust provider list')
      commands=''
      options='--region --allow-http --profile -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust provider delete')
      commands=''
      options='--region --allow-http --profile -y --yes --dry-run --force -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust role')
      commands='create show list delete'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust role create')
      commands=''
      options='--issuer --audience --tag --region --allow-http --profile --dry-run --sub --policy --inline-policy --s3 --max-session-duration --path --permissions-boundary --session-tags --exact --adopt -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--issuer --audience --tag --region --profile --sub --policy --inline-policy --s3 --max-session-duration --path --permissions-boundary -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust role show')
      commands=''
      options='--region --allow-http --profile -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust role list')
      commands=''
      options='--issuer --region --allow-http --profile -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--issuer --region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust role delete')
      commands=''
      options='--region --allow-http --profile -y --yes --dry-run --force -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust add-sub')
      commands=''
      options='--issuer --audience --region --allow-http --profile --dry-run --narrow --force --in-place-of -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--issuer --audience --region --profile --in-place-of -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust remove-sub')
      commands=''
      options='--issuer --audience --region --allow-http --profile --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--issuer --audience --region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust list-subs')
      commands=''
      options='--region --allow-http --profile -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust policy')
      commands=''
      options='--issuer --audience --account --partition --session-tags --force -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--issuer --audience --account --partition -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust lint')
      commands=''
      options='--all -f --file --ignore --fix --region --allow-http --profile --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --ignore --region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'trust check')
      commands=''
      options='--sub --token-file --issuer --audience --region --allow-http --profile -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--sub --token-file --issuer --audience --region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'jwt')
      commands='fetch inspect validate watch'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'jwt fetch')
      commands=''
      options='--audience --workload-socket --spiffe-id --hint --wait --out -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--audience --workload-socket --spiffe-id --hint --wait --out -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'jwt inspect')
      commands=''
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments='FILE'
      program=''
      ;;
    'jwt validate')
      commands=''
      options='--issuer --audience --workload-socket --spiffe-id --hint -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--issuer --audience --workload-socket --spiffe-id --hint -o --output --color --timeout'
      arguments='FILE'
      program=''
      ;;
    'jwt watch')
      commands=''
      options='--audience --out --mode --owner --notify --signal --once --fail-on-expiry --workload-socket --spiffe-id --hint --wait -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--audience --out --mode --owner --notify --signal --workload-socket --spiffe-id --hint --wait -o --output --color --timeout'
      arguments=''
      program='yes'
      ;;
    'creds')
      commands='get env process exec serve file profile cache'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'creds get')
      commands=''
      options='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --allow-http --profile --cache --reveal -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'creds env')
      commands=''
      options='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --allow-http --profile --cache --shell -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --profile --shell -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'creds process')
      commands=''
      options='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --allow-http --profile --cache -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'creds exec')
      commands=''
      options='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --allow-http --profile --cache --refresh -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --profile -o --output --color --timeout'
      arguments=''
      program='yes'
      ;;
    'creds serve')
      commands=''
      options='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --allow-http --listen --imds --allow-uid --map --authorization-token-file -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --listen --allow-uid --map --authorization-token-file -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'creds file')
      commands=''
      options='--profile --watch --role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --allow-http --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--profile --role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'creds profile')
      commands=''
      options='--name --remove --program --role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --allow-http --cache --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--name --program --role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'creds cache')
      commands='list clear'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'creds cache list')
      commands=''
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'creds cache clear')
      commands=''
      options='-y --yes --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'oidc')
      commands='check export'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'oidc check')
      commands=''
      options='--token-file -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--token-file -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'oidc export')
      commands=''
      options='--out --s3 --watch --interval --keep --issuer --server-socket --server-address --workload-socket --admin-id --server-exec --region --allow-http --profile --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--out --s3 --interval --keep --issuer --server-socket --server-address --workload-socket --admin-id --server-exec --region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    's3')
      commands='check'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    's3 check')
      commands=''
      options='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --allow-http --profile -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'doctor')
      commands=''
      options='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --allow-http --profile --issuer --server-socket -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--role --account --session-name --duration --chain --session-policy --policy-arn --audience --workload-socket --spiffe-id --hint --token-file --wait --region --profile --issuer --server-socket -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'sandbox')
      commands='run demo'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'sandbox run')
      commands=''
      options='--dir --jwt-ttl --session-ttl --sync-interval --jwt-key-type -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--dir --jwt-ttl --session-ttl --sync-interval --jwt-key-type -o --output --color --timeout'
      arguments=''
      program='yes'
      ;;
    'sandbox demo')
      commands=''
      options='--dir --jwt-ttl --session-ttl --sync-interval --jwt-key-type -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--dir --jwt-ttl --session-ttl --sync-interval --jwt-key-type -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'plan')
      commands=''
      options='-f --file --exit-code --out --adopt --server-socket --server-address --workload-socket --admin-id --server-exec --region --allow-http --profile --without-aws --allow-path -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --out --server-socket --server-address --workload-socket --admin-id --server-exec --region --profile --allow-path -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'apply')
      commands=''
      options='-f --file --plan --prune --adopt -y --yes --server-socket --server-address --workload-socket --admin-id --server-exec --region --allow-http --profile --without-aws --allow-path --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --plan --server-socket --server-address --workload-socket --admin-id --server-exec --region --profile --allow-path -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'destroy')
      commands=''
      options='-f --file -y --yes --server-socket --server-address --workload-socket --admin-id --server-exec --region --allow-http --profile --without-aws --allow-path --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --server-socket --server-address --workload-socket --admin-id --server-exec --region --profile --allow-path -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'import')
      commands=''
      options='--issuer --name --foreign-prefix --server-socket --server-address --workload-socket --admin-id --server-exec --region --allow-http --profile -o --output -q --quiet --debug --color --timeout -h --help'
      valued='--issuer --name --foreign-prefix --server-socket --server-address --workload-socket --admin-id --server-exec --region --profile -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'render')
      commands='spire-server spire-agent oidc-provider kubernetes workload controller-manager check'
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'render spire-server')
      commands=''
      options='-f --file --trust-domain --issuer --allow-path --bind-address --bind-port --data-dir --socket --jwt-key-type --ca-key-type --jwt-svid-ttl --x509-svid-ttl --ca-ttl --cluster --agent-account --kube-config --out --force --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --trust-domain --issuer --allow-path --bind-address --bind-port --data-dir --socket --jwt-key-type --ca-key-type --jwt-svid-ttl --x509-svid-ttl --ca-ttl --cluster --agent-account --kube-config --out -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'render spire-agent')
      commands=''
      options='-f --file --trust-domain --issuer --allow-path --server-address --data-dir --socket --trust-bundle --discover-workload-path --out --force --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --trust-domain --issuer --allow-path --server-address --data-dir --socket --trust-bundle --out -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'render oidc-provider')
      commands=''
      options='-f --file --trust-domain --issuer --allow-path --listen-socket --listen --acme-email --acme-accept-terms --acme-directory --acme-cache --cert --key --server-api --workload-api --health-port --out --force --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --trust-domain --issuer --allow-path --listen-socket --listen --acme-email --acme-directory --acme-cache --cert --key --server-api --workload-api --health-port --out -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'render kubernetes')
      commands=''
      options='-f --file --trust-domain --issuer --allow-path --cluster --namespace --agent-namespace --node-id --jwt-key-type --verify-kubelet --controller-manager --expose --ingress-class --acme-email --acme-accept-terms --agent-socket --image --out --force --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --trust-domain --issuer --allow-path --cluster --namespace --agent-namespace --node-id --jwt-key-type --expose --ingress-class --acme-email --agent-socket --image --out -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'render workload')
      commands=''
      options='-f --file --workload --program --account --region --agent-socket --image --allow-path --out --force --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --workload --program --account --region --agent-socket --image --allow-path --out -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'render controller-manager')
      commands=''
      options='-f --file --static --class-name --allow-path --out --force --dry-run -o --output -q --quiet --debug --color --timeout -h --help'
      valued='-f --file --class-name --allow-path --out -o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'render check')
      commands=''
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments='FILE'
      program=''
      ;;
    'completion')
      commands=''
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments='bash zsh fish'
      program=''
      ;;
    'help')
      commands=''
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
    'version')
      commands=''
      options='-o --output -q --quiet --debug --color --timeout -h --help'
      valued='-o --output --color --timeout'
      arguments=''
      program=''
      ;;
  esac
}

# What can stand as the value of the option $2 of the command at the path $1.
_spiffe_aws_values() {
  case "$1:$2" in
    *:-o | *:--output) values='text json' ;;
    *:--color) values='auto always never' ;;
    *:-f | *:--file | *:--inline-policy | *:--token-file | *:--out | *:--signal | *:--session-policy | *:--map | *:--authorization-token-file | 'creds profile:--program' | *:--dir | *:--allow-path | *:--plan | *:--data-dir | *:--kube-config | *:--trust-bundle | *:--acme-cache | *:--cert | *:--key) values='FILE' ;;
    *:--match) values='SUPERSET SUBSET EXACT ANY' ;;
    *:--shell) values='sh bash zsh fish powershell dotenv github' ;;
    'sandbox run:--jwt-key-type' | 'sandbox demo:--jwt-key-type') values='EC_P256 RSA_2048' ;;
    *:--expose) values='ingress contour acme' ;;
    *:--agent-socket) values='csi hostpath' ;;
  esac
}

_spiffe_aws_files() {
  compopt -o filenames 2>/dev/null
  local at=''
  [[ $cur != @* ]] || at=@
  COMPREPLY=($(compgen -P "$at" -f -- "${cur#@}"))
}

_spiffe_aws_program() {
  if declare -F _command_offset >/dev/null; then
    _command_offset "$1"
  elif ((COMP_CWORD == $1)); then
    COMPREPLY=($(compgen -c -- "$cur"))
  else
    _spiffe_aws_files
  fi
}

_spiffe_aws() {
  local IFS=$' \t\n' cur=${COMP_WORDS[COMP_CWORD]} path='' option='' word i=1
  local commands options valued arguments program values
  COMPREPLY=()
  _spiffe_aws_at ''
  while ((i < COMP_CWORD)); do
    word=${COMP_WORDS[i]}
    i=$((i + 1))
    if [[ $word == -- ]]; then
      _spiffe_aws_program "$i"
      return
    elif [[ " $valued " == *" $word "* ]]; then
      # bash makes a word of its own of the "=" in --option=value
      [[ ${COMP_WORDS[i]-} != = ]] || i=$((i + 1))
      ((i < COMP_CWORD)) || option=$word
      i=$((i + 1))
    elif [[ " $commands " == *" $word "* ]]; then
      path=${path:+$path }$word
      _spiffe_aws_at "$path"
    elif [[ -n $program && $word != -* ]]; then
      _spiffe_aws_program "$((i - 1))"
      return
    fi
  done
  [[ $cur != = ]] || cur=''
  values=$arguments
  if [[ -n $option ]]; then
    values=''
    _spiffe_aws_values "$path" "$option"
  elif [[ $cur == -* ]]; then
    values=$options
  elif [[ -n $program ]]; then
    _spiffe_aws_program "$COMP_CWORD"
    return
  elif [[ -n $commands ]]; then
    values=$commands
  fi
  IFS=$'\n'
  if [[ $values == FILE ]]; then
    _spiffe_aws_files
  else
    COMPREPLY=($(IFS=' ' compgen -W "$values" -- "$cur"))
  fi
}

complete -F _spiffe_aws spiffe-aws
