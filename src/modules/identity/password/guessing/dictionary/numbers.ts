import { listed } from './listed.ts'

/** Numbers that are read as words or bring luck, and those that come first to everybody's mind; the likeliest first. */
export const numbers = listed(`
  123456 520 1314 5201314 1314520 888 666 168 188 518 8888 6666 88888888 66666666 666666 888888 123123 112233 123321
  521 5211314 1314521 520520 521521 13145200 3344 3344520 7758 7758521 7758258 147258 147258369 258369 159357 159753
  1688 16888 168168 1680 518518 5188 51888 8888888 886 88 666888 888666 66668888 88886666 8866 6688 668899 9988 8899
  998 9999 99999999 999999 1818 1888 18888 188188 6868 8686 6969 9898 5858 5151 5168 5288 2008 2088 2888 3388 3388888
  110 119 120 114 10086 10010 10000 12306 12315 12345 1234 12345678 123456789 1234567890 0123456789 987654321 654321
  54321 4321 321 111 222 333 444 555 777 999 000 111111 222222 333333 555555 777777 000000 1111 2222 3333 5555 7777
  0000 11111111 00000000 12121212 121212 131313 123654 123789 456789 456123 789456 789456123 147147 147852 741852963
  963852741 852963 2580 1357 13579 2468 24680 1024 2048 4096 996 007 404 250 438 748 995 9420 9494 8023 1711 2925 530
  53770 530770 0451392 04535 045692 21184 220225 246437 25184 3013 3399 360 4456 5170 51396 5203344 52094 53719 56868
  594230 609 6785753 70345 70885 706519 74839 7708801314520 7731 775880 8006 8074 829475 865 87 9089 9213 93110 98 987`)

/** Walks over the keys of a keyboard: along rows, down columns, to and fro. Shifted ones in both forms. */
export const walks = listed(`
  qwerty qwertyuiop qwer qwert qwe asdfghjkl asdfgh asdf asdfg asd zxcvbnm zxcvbn zxcv zxc qaz wsx edc rfv tgb yhn ujm
  qazwsx qazwsxedc qazwsxedcrfv wsxedc edcrfv 1qaz 2wsx 3edc 4rfv 5tgb 6yhn 7ujm 1qaz2wsx 1qaz2wsx3edc
  1qaz2wsx3edc4rfv 2wsx3edc 3edc4rfv 2wsx3edc4rfv !qaz @wsx #edc $rfv %tgb ^yhn &ujm !qaz@wsx !qaz2wsx 1qaz@wsx
  1qaz!qaz 2wsx@wsx @wsx#edc #edc$rfv 3edc$rfv @wsx3edc 1qaz@wsx3edc !qaz2wsx3edc 1qaz@wsx3edc$rfv !qaz2wsx#edc
  zaq1 xsw2 cde3 vfr4 bgt5 nhy6 mju7 zaq1xsw2 zaq1xsw2cde3 zaq12wsx zaq!xsw@ zaq1@wsx zaqxsw zaqxswcde xswcde zaq! xsw@
  qweasd qweasdzxc qweasd123 qwe123 qwer1234 qwert12345 1q2w3e 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y q1w2e3 q1w2e3r4
  q1w2e3r4t5 1a2b3c a1b2c3 a1b2c3d4 1a2s3d 1a2s3d4f q1a2z3 qawsed qawsedrf azsxdc azsxdcfv asdzxc asdqwe asdqwe123
  zxcasd zxcasdqwe poiuytrewq poiuyt lkjhgfdsa lkjhgf mnbvcxz mnbvcx 0okm 9ijn 8uhb 7ygv 6tfc 5rdx 4esz 0okm9ijn
  9ijn8uhb okmijn plokij plokijuh esz rdx tfc ygv uhb ijn okm 123qwe 123qweasd 1234qwer 12345qwert 123asd 123zxc 321ewq
  abc123 abcd1234 abcdef abcdefg abc abcd aa123456 a123456 a1234567 a12345678 a123456789 qq123456 abc123456 aaa111
  aaa123 asd123 asd123456 zxc123 zxcvbnm123 qaz123 qaz123456 wsx123 !@#$ !@#$% !@#$%^ !@#$%^& !@#$%^&* !@# @# 123!@#
  1234!@#$ !@#123 !@#$1234 1!2@3# 1!2@3#4$ 1@3 123.com 123.abc abc.123 qwe.123 p@ssw0rd passw0rd admin admin123
  admin888 admin666 root root123 test test123 guest user123 user pass pass123 pwd pwd123 password password1 welcome
  welcome1 changeme letmein default iloveyou sunshine princess superman spring summer autumn winter company office`)
