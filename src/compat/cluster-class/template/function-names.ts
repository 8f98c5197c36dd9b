/**
 * The functions that a template of Cluster API may call: Go's own functions and sprig's, without those that are not hermetic.
 * Source: `HermeticTxtFuncMap` in https://github.com/Masterminds/sprig/blob/v3.3.0/functions.go
 */
export const KNOWN_FUNCTIONS: ReadonlySet<string> = new Set(
  `
abbrev abbrevboth add add1 add1f addf adler32sum ago all and any append atoi b32dec b32enc b64dec b64enc base bcrypt biggest
buildCustomCert call camelcase cat ceil chunk clean coalesce compact concat contains decryptAES deepCopy deepEqual default
derivePassword dict dig dir div divf duration durationRound empty encryptAES eq ext fail first float64 floor fromJson ge genCA
genCAWithKey genPrivateKey genSelfSignedCert genSelfSignedCertWithKey genSignedCert genSignedCertWithKey get gt has hasKey
hasPrefix hasSuffix hello html htpasswd indent index initial initials int int64 isAbs join js kebabcase keys kindIs kindOf last le
len list lower lt max maxf merge mergeOverwrite min minf mod mul mulf mustAppend mustChunk mustCompact mustDateModify mustDeepCopy
mustFirst mustFromJson mustHas mustInitial mustLast mustMerge mustMergeOverwrite mustPrepend mustPush mustRegexFind
mustRegexFindAll mustRegexMatch mustRegexReplaceAll mustRegexReplaceAllLiteral mustRegexSplit mustRest mustReverse mustSlice
mustToDate mustToJson mustToPrettyJson mustToRawJson mustUniq mustWithout must_date_modify ne nindent nospace not omit or osBase
osClean osDir osExt osIsAbs pick pluck plural prepend print printf println push quote randInt regexFind regexFindAll regexMatch
regexQuoteMeta regexReplaceAll regexReplaceAllLiteral regexSplit repeat replace rest reverse round semver semverCompare seq set
sha1sum sha256sum sha512sum shuffle slice snakecase sortAlpha split splitList splitn squote sub subf substr swapcase ternary title
toDate toDecimal toJson toPrettyJson toRawJson toString toStrings trim trimAll trimPrefix trimSuffix trimall trunc tuple typeIs
typeIsLike typeOf uniq unixEpoch unset until untilStep untitle upper urlJoin urlParse urlquery values without wrap wrapWith
`
    .trim()
    .split(/\s+/),
);
